using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Connections;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Publishing;

/// <summary>Publishes blocks: all of a window is under way before the first confirmation is waited for.</summary>
internal sealed class Publisher(BrokerConnection connection, EventHierarchy hierarchy, RabbitMqOptions options) : IAsyncDisposable
{
    // The broker confirms, and the client holds each confirmation against its message; the window is ours.
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly SemaphoreSlim gate = new(1);
    private readonly HashSet<string> declared = new(StringComparer.Ordinal);
    private IChannel? channel;

    /// <summary>Publishes a block, and waits until the broker has stored all of it.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="destination">The one queue that they are for.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The broker is away, accepts nothing, or has no such queue.</exception>
    internal async Task Publish(
        IReadOnlyList<TransportMessage> messages, string? destination, WireSender sender, CancellationToken cancellationToken)
    {
        if (connection.Blocked is { } reason)
            throw new IOException($"RabbitMQ accepts no messages now: {reason}");
        // One block at a time: the window holds for all.
        await gate.WaitAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConfirmTimeout);
        try
        {
            var open = await Channel(limit.Token);
            if (destination is null)
                await Declare(open, messages, limit.Token);
            await Send(open, messages, destination, sender, limit.Token);
        }
        catch (PublishException e)
        {
            // The channel is as it was.
            throw new IOException(
                e.IsReturn ? $"RabbitMQ has no queue behind the exchange '{destination}'." : "RabbitMQ did not store a message.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            await connection.Drop();
            throw new IOException($"RabbitMQ did not confirm the messages within {options.ConfirmTimeout}.", e);
        }
        catch
        {
            await connection.Drop();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        gate.Dispose();
    }

    private async Task<IChannel> Channel(CancellationToken cancellationToken)
    {
        if (channel is { IsOpen: true } open)
            return open;
        var broker = await connection.Get(cancellationToken);
        channel = await broker.CreateChannelAsync(Confirmed, cancellationToken);
        declared.Clear();
        return channel;
    }

    private async Task Declare(IChannel open, IReadOnlyList<TransportMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            if (declared.Contains(message.Type))
                continue;
            await Topology.DeclareEvent(open, message.Type, hierarchy, cancellationToken);
            declared.Add(message.Type);
        }
    }

    private async Task Send(
        IChannel open, IReadOnlyList<TransportMessage> messages, string? destination, WireSender sender,
        CancellationToken cancellationToken)
    {
        var window = new Queue<Task>(Math.Min(messages.Count, options.ConfirmWindow));
        try
        {
            foreach (var message in messages)
            {
                if (window.Count == options.ConfirmWindow)
                    await window.Dequeue();
                // An event that nobody subscribes to is gone; what is for one must have its queue.
                window.Enqueue(open.BasicPublishAsync(
                    destination ?? WireNames.ExchangeOf(message.Type), "", mandatory: destination is not null,
                    WireMessage.Write(message, sender, hierarchy.Of(message.Type).Names, destination is not null), message.Body,
                    cancellationToken).AsTask());
            }

            while (window.TryDequeue(out var oldest))
                await oldest;
        }
        finally
        {
            // After a failure; all fail of one cause, and the first told it.
            foreach (var other in window)
                _ = other.ContinueWith(
                    static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
