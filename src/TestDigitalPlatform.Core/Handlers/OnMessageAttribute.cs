namespace TestDigitalPlatform;

/// <summary>The event comes from a queue of another system, by RabbitMQ.</summary>
/// <remarks>
/// <para>On a record that implements <see cref="IEvent"/> and is what the other system writes there, as JSON. Each message of the queue
/// is read as this record, whatever its headers say. The service's handlers and processes handle it as any event.</para>
/// <para>A message takes effect once: it is known by its <c>message_id</c> for 7 days. If it has none, it is known by its queue and its
/// body, so equal bodies within that time take effect once.</para>
/// <para>The event belongs to the customer in its member <c>Customer</c>, if it has one; otherwise to none.</para>
/// <para>The other system owns the queue: the service does not create it, and waits until it is there.</para>
/// </remarks>
/// <param name="queue">The name of the queue, with 1 to 255 bytes.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnMessageAttribute(string queue) : Attribute
{
    /// <summary>The name of the queue.</summary>
    public string Queue { get; } = queue;
}
