namespace TestDigitalPlatform;

/// <summary>Offers an event to customers, who subscribe to it by a webhook.</summary>
/// <remarks>
/// A service that calls <c>AddWebhooks()</c> offers those that it publishes or handles. Subscribers get the event's JSON, so a
/// customer's people read all that is in it; the event must belong to a customer.
/// </remarks>
/// <param name="name">Its public name, such as <c>request.submitted</c>: lower-case words joined by full stops, at most 100 characters.
/// It is a part of the contract with subscribers.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WebhookAttribute(string name) : Attribute
{
    /// <summary>Its public name.</summary>
    public string Name { get; } = name;
}
