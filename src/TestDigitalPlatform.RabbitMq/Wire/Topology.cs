using RabbitMQ.Client;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>Declares queues and exchanges as NServiceBus' conventional routing topology has them.</summary>
/// <remarks>
/// An event has a fanout exchange that passes on to those of its base classes and interfaces; a service has a queue behind
/// an exchange of the same name, to which the exchanges of the events that it handles pass on. Each side declares what it
/// needs, so it does not matter who comes first.
/// </remarks>
internal static class Topology
{
    // This and nothing else: NServiceBus would refuse a queue that was declared with other arguments.
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    internal static async Task DeclareQueue(IChannel channel, string name, CancellationToken cancellationToken)
    {
        await channel.QueueDeclareAsync(
            name, durable: true, exclusive: false, autoDelete: false, arguments: Quorum, cancellationToken: cancellationToken);
        await BindQueue(channel, name, cancellationToken);
    }

    /// <summary>Declares the exchange in front of a queue.</summary>
    internal static async Task BindQueue(IChannel channel, string name, CancellationToken cancellationToken)
    {
        await DeclareExchange(channel, name, cancellationToken);
        await channel.QueueBindAsync(name, name, "", cancellationToken: cancellationToken);
    }

    internal static async Task DeclareEvent(
        IChannel channel, string wireName, EventHierarchy hierarchy, CancellationToken cancellationToken)
    {
        await DeclareExchange(channel, WireNames.ExchangeOf(wireName), cancellationToken);
        foreach (var (source, destination) in hierarchy.Of(wireName).Bindings)
        {
            await DeclareExchange(channel, destination, cancellationToken);
            await channel.ExchangeBindAsync(destination, source, "", cancellationToken: cancellationToken);
        }
    }

    internal static async Task Subscribe(
        IChannel channel, string wireName, string queue, EventHierarchy hierarchy, CancellationToken cancellationToken)
    {
        await DeclareEvent(channel, wireName, hierarchy, cancellationToken);
        await channel.ExchangeBindAsync(queue, WireNames.ExchangeOf(wireName), "", cancellationToken: cancellationToken);
    }

    internal static Task Unsubscribe(IChannel channel, string wireName, string queue, CancellationToken cancellationToken) =>
        channel.ExchangeUnbindAsync(queue, WireNames.ExchangeOf(wireName), "", cancellationToken: cancellationToken);

    private static Task DeclareExchange(IChannel channel, string name, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(
            name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken);
}
