using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>NServiceBus' delayed delivery (its version 2), in which a message goes through queues that hold it for 1, 2, 4, …
/// seconds.</summary>
/// <remarks>
/// The platform delays its own attempts in the service's database, where their key waits for them. This is for whoever sends a
/// service something with a delay.
/// </remarks>
internal static class DelayTopology
{
    private const string Delivery = "nsb.v2.delay-delivery";
    private const int Levels = 28;
    private const int MaxKeyBytes = 255;

    /// <summary>Has delayed messages that are due delivered to an address.</summary>
    internal static async Task Bind(IChannel channel, string address, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(address) + 2 > MaxKeyBytes)
            return;
        await DeclareExchange(channel, Delivery, cancellationToken);
        await channel.ExchangeBindAsync(address, Delivery, $"#.{address}", cancellationToken: cancellationToken);
    }

    /// <summary>Declares the queues that hold messages back. Each passes on to the next lower one when its time is
    /// over.</summary>
    internal static async Task Declare(IChannel channel, CancellationToken cancellationToken)
    {
        await DeclareExchange(channel, Delivery, cancellationToken);
        for (var level = 0; level < Levels; level++)
        {
            var (name, next) = (Name(level), level == 0 ? Delivery : Name(level - 1));
            await DeclareExchange(channel, name, cancellationToken);
            await channel.QueueDeclareAsync(
                name, durable: true, exclusive: false, autoDelete: false, Arguments(level, next), cancellationToken: cancellationToken);
            // A routing key has a digit for each level, the highest first, and the address behind them.
            var before = string.Concat(Enumerable.Repeat("*.", Levels - 1 - level));
            await channel.QueueBindAsync(name, name, $"{before}1.#", cancellationToken: cancellationToken);
            await channel.ExchangeBindAsync(next, name, $"{before}0.#", cancellationToken: cancellationToken);
        }
    }

    // Exactly these: NServiceBus declares the same queues, and RabbitMQ refuses others.
    private static Dictionary<string, object?> Arguments(int level, string next) => new(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
        ["x-message-ttl"] = (1L << level) * 1_000,
        ["x-dead-letter-exchange"] = next,
    };

    private static string Name(int level) => string.Create(CultureInfo.InvariantCulture, $"nsb.v2.delay-level-{level:00}");

    private static Task DeclareExchange(IChannel channel, string name, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(
            name, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);
}
