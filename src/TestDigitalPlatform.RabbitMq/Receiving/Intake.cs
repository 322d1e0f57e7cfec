using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Receiving;

/// <summary>What the broker has sent on one channel: bounded by the prefetch, and gone with the channel.</summary>
/// <remarks>
/// What is put back stays here, and not with the broker: its count of deliveries would grow, and at a limit, which RabbitMQ
/// 4 has by default, it would drop the message.
/// </remarks>
internal sealed class Intake(
    IChannel channel, string queue, int prefetch, Func<IReadOnlyBasicProperties, ReadOnlyMemory<byte>, TransportMessage> read,
    MessageSignal arrived, ILogger logger)
    : IAsyncBasicConsumer
{
    private readonly Lock gate = new();
    private readonly LinkedList<Delivery> waiting = [];
    private int unacknowledged;
    private bool closed;

    public IChannel Channel => channel;

    IChannel? IAsyncBasicConsumer.Channel => channel;

    internal bool IsOpen => !closed && channel.IsOpen;

    internal int Count
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Whether the broker sends nothing more until something is acknowledged.</summary>
    internal bool IsFull
    {
        get
        {
            lock (gate)
                return unacknowledged >= prefetch;
        }
    }

    internal List<Delivery> Take(int atMost)
    {
        lock (gate)
        {
            var (taken, bytes) = (new List<Delivery>(Math.Min(atMost, waiting.Count)), 0L);
            while (taken.Count < atMost && bytes < BlockLimit.Bytes && waiting.First is { } first)
            {
                taken.Add(first.Value);
                bytes += first.Value.Message.Body.Length;
                waiting.RemoveFirst();
            }

            return taken;
        }
    }

    internal void PutBack(IEnumerable<Delivery> deliveries)
    {
        lock (gate)
        {
            foreach (var delivery in deliveries.Reverse())
                waiting.AddFirst(delivery);
        }

        arrived.Set();
    }

    internal async Task Acknowledge(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
            await channel.BasicAckAsync(delivery.Tag, multiple: false, cancellationToken);
        lock (gate)
            unacknowledged -= deliveries.Count;
    }

    public Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // The body is the client's memory, lent for the length of this call.
        var isTooLarge = body.Length > BlockLimit.MaxBodyBytes;
        var message = read(properties, (isTooLarge ? body[..BlockLimit.KeptBytes] : body).ToArray()) with
        {
            TooLarge = isTooLarge ? body.Length : null,
        };
        lock (gate)
        {
            waiting.AddLast(new Delivery(deliveryTag, message));
            unacknowledged++;
        }

        arrived.Set();
        return Task.CompletedTask;
    }

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        RabbitMqLog.Cancelled(logger, queue);
        return Close();
    }

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Close();

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => Close();

    private Task Close()
    {
        lock (gate)
        {
            closed = true;
            // They come again on another channel.
            waiting.Clear();
        }

        arrived.Set();
        return Task.CompletedTask;
    }
}

/// <summary>A message and its number on the channel that it came on.</summary>
internal readonly record struct Delivery(ulong Tag, TransportMessage Message);

/// <summary>Messages that are acknowledged when all of them took effect.</summary>
internal sealed class ReceivedBlock(Intake intake, List<Delivery> deliveries) : IReceivedBlock
{
    private bool completed;

    public IReadOnlyList<TransportMessage> Messages { get; } = [.. deliveries.Select(d => d.Message)];

    public async Task Complete(CancellationToken cancellationToken)
    {
        await intake.Acknowledge(deliveries, cancellationToken);
        completed = true;
    }

    public ValueTask DisposeAsync()
    {
        if (!completed && intake.IsOpen)
            intake.PutBack(deliveries);
        return ValueTask.CompletedTask;
    }
}
