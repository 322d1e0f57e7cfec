namespace TestDigitalPlatform;

/// <summary>The event comes from outside, by a signed webhook (Standard Webhooks).</summary>
/// <remarks>
/// <para>On a record that implements <see cref="IEvent"/> and is what the sender sends. The platform serves <c>POST</c> at the path,
/// checks the signature, stores the event and answers 202; then the service's handlers and processes handle it as any
/// event. A webhook that is sent again has no second effect: it is known by its <c>webhook-id</c> for 30 days.</para>
/// <para>The secrets are in the configuration: <c>Platform:Webhooks:billing:Secrets:0</c> for the path
/// <c>/hooks/billing</c>. Several are valid side by side.</para>
/// <para>The event belongs to the customer in its member <c>Customer</c>, if it has one: the sender speaks for all customers then.
/// With <c>{customer}</c> in the path, it belongs to the customer there, who has secrets of its own:
/// <c>Platform:Webhooks:billing:Customers:acme:Secrets:0</c>.</para>
/// </remarks>
/// <param name="path">The path, such as <c>/hooks/billing</c> or <c>/hooks/{customer}/billing</c>. Its last segment names the
/// webhook in the configuration.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnWebhookAttribute(string path) : Attribute
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;

    /// <summary>The <c>type</c> of the messages that are such an event, such as <c>invoice.paid</c>: several records may share a path
    /// then, and each is read from the message's member <c>data</c>.</summary>
    /// <value><see langword="null"/> unless set: the whole body is the event.</value>
    public string? Type { get; set; }
}
