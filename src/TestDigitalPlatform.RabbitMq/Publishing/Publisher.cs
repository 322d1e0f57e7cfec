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
    // What is not confirmed, of all blocks; changed by whoever has the gate.
    private readonly Queue<Task> window = new();
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
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Task.WhenAll(await SendInTurn(messages, destination, sender, limit));
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

    // One block after the other, so that they stay in order; the next one is sent while this one is being confirmed.
    private async Task<List<Task>> SendInTurn(
        IReadOnlyList<TransportMessage> messages, string? destination, WireSender sender, CancellationTokenSource limit)
    {
        await gate.WaitAsync(limit.Token);
        try
        {
            limit.CancelAfter(options.ConfirmTimeout);
            var open = await Channel(limit.Token);
            if (destination is null)
                await Declare(open, messages, limit.Token);
            return await Send(open, messages, destination, sender, limit.Token);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<List<Task>> Send(
        IChannel open, IReadOnlyList<TransportMessage> messages, string? destination, WireSender sender,
        CancellationToken cancellationToken)
    {
        var sent = new List<Task>(messages.Count);
        foreach (var message in messages)
        {
            // Whoever sent it finds out how it ended.
            while (window.Count >= options.ConfirmWindow)
                await window.Dequeue().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // An event that nobody subscribes to is gone; what is for one must have its queue.
            var confirmation = open.BasicPublishAsync(
                destination ?? WireNames.ExchangeOf(message.Type), "", mandatory: destination is not null,
                WireMessage.Write(message, sender, hierarchy.Of(message.Type).Names, destination is not null), message.Body,
                cancellationToken).AsTask();
            window.Enqueue(confirmation);
            sent.Add(confirmation);
        }

        return sent;
    }
}
