using RabbitMQ.Client;
using RabbitMQ.Client.Events;
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
    private readonly HashSet<string> destinations = new(StringComparer.Ordinal);
    // What is not confirmed, of all blocks; changed by whoever has the gate.
    private readonly Queue<Task> window = new();
    private IChannel? channel;
    private volatile bool isAnythingGone;

    /// <summary>Publishes a block, and waits until the broker has stored all of it.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="destination">The one queue that they are for.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The broker is away, or accepts nothing.</exception>
    /// <exception cref="MessageRefusedException">The broker does not take one of them.</exception>
    /// <exception cref="UnknownDestinationException">There is no such queue.</exception>
    internal async Task Publish(
        IReadOnlyList<TransportMessage> messages, string? destination, WireSender sender, CancellationToken cancellationToken)
    {
        await Run(
            async (open, limit) =>
            {
                if (destination is null)
                    await Declare(open, messages, limit);
                else if (!await Exists(destination, limit))
                    throw NoQueue(destination, null);
            },
            [.. messages.Select(message => Outgoing(message, destination, sender))], destination, cancellationToken);
    }

    /// <summary>Puts messages into queues that are declared before, and waits until the broker has stored all.</summary>
    internal Task PublishTo(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) => Run(
        async (_, limit) =>
        {
            foreach (var queue in messages.Select(message => message.Exchange).Distinct().Except(destinations).ToList())
            {
                await DeclareForeign(queue, limit);
                destinations.Add(queue);
            }
        },
        messages, null, cancellationToken);

    /// <summary>Puts a message into the queue of somebody who asked for it.</summary>
    /// <exception cref="UnknownDestinationException">There is no such queue.</exception>
    internal Task PublishTo(OutgoingMessage message, CancellationToken cancellationToken) => Run(
        async (_, limit) =>
        {
            if (!await Exists(message.Exchange, limit))
                throw NoQueue(message.Exchange, null);
        },
        [message], message.Exchange, cancellationToken);

    private async Task Run(
        Func<IChannel, CancellationToken, Task> prepare, IReadOnlyList<OutgoingMessage> messages, string? destination,
        CancellationToken cancellationToken)
    {
        if (connection.Blocked is { } reason)
            throw new IOException($"RabbitMQ accepts no messages now: {reason}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Task.WhenAll(await SendInTurn(prepare, messages, limit));
        }
        catch (PublishException e)
        {
            // The channel is as it was; what was there may be gone.
            isAnythingGone |= e.IsReturn;
            throw e.IsReturn && destination is not null
                ? NoQueue(destination, e)
                : new MessageRefusedException("RabbitMQ did not store a message.", e);
        }
        catch (UnknownDestinationException)
        {
            throw;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            await connection.Drop();
            throw new IOException($"RabbitMQ did not confirm the messages within {options.ConfirmTimeout}.", e);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason is { Initiator: ShutdownInitiator.Peer } && connection.IsOpen)
        {
            // The broker has closed the channel, and nothing else. It may have been because of another block.
            throw destination is not null && IsClosedTo(destination, e.ShutdownReason)
                ? NoQueue(destination, e)
                : new MessageRefusedException("RabbitMQ refused a message.", e);
        }
        catch
        {
            await connection.Drop();
            throw;
        }
    }

    private static bool IsClosedTo(string exchange, ShutdownEventArgs reason) =>
        reason.ReplyCode is Constants.NotFound or Constants.AccessRefused
        && reason.ReplyText.Contains($"exchange '{exchange}'", StringComparison.Ordinal);

    private static UnknownDestinationException NoQueue(string destination, Exception? inner) =>
        new(destination, inner ?? new IOException($"RabbitMQ has no exchange '{destination}' that this service may use."));

    // An error of the broker ends the channel, so it is asked on one of its own.
    private async Task<bool> Exists(string exchange, CancellationToken cancellationToken)
    {
        if (destinations.Contains(exchange))
            return true;
        if (exchange.Length == 0 || !WireNames.Fits(exchange))
            return false;
        var broker = await connection.Get(cancellationToken);
        await using var asked = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await asked.ExchangeDeclarePassiveAsync(exchange, cancellationToken);
        }
        catch (OperationInterruptedException e)
            when (e.ShutdownReason?.ReplyCode is Constants.NotFound or Constants.AccessRefused)
        {
            return false;
        }

        destinations.Add(exchange);
        return true;
    }

    // Whoever else uses the queue may have made it with other arguments.
    private async Task DeclareForeign(string queue, CancellationToken cancellationToken)
    {
        var broker = await connection.Get(cancellationToken);
        await using (var asked = await broker.CreateChannelAsync(cancellationToken: cancellationToken))
        {
            try
            {
                await asked.QueueDeclarePassiveAsync(queue, cancellationToken);
                await Topology.BindQueue(asked, queue, cancellationToken);
                return;
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
                // It is made below.
            }
        }

        await using var channel = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
        await Topology.DeclareQueue(channel, queue, cancellationToken);
    }

    // An event that nobody subscribes to is gone; what is for one must have its queue.
    private OutgoingMessage Outgoing(TransportMessage message, string? destination, WireSender sender) => new(
        destination ?? WireNames.ExchangeOf(message.Type),
        WireMessage.Write(message, sender, hierarchy.Of(message.Type).Names, destination is not null), message.Body,
        IsMandatory: destination is not null);

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
        destinations.Clear();
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
        Func<IChannel, CancellationToken, Task> prepare, IReadOnlyList<OutgoingMessage> messages, CancellationTokenSource limit)
    {
        await gate.WaitAsync(limit.Token);
        try
        {
            limit.CancelAfter(options.ConfirmTimeout);
            var open = await Channel(limit.Token);
            if (isAnythingGone)
                destinations.Clear();
            isAnythingGone = false;
            await prepare(open, limit.Token);
            return await Send(open, messages, limit.Token);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<List<Task>> Send(
        IChannel open, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var sent = new List<Task>(messages.Count);
        foreach (var message in messages)
        {
            // Whoever sent it finds out how it ended.
            while (window.Count >= options.ConfirmWindow)
                await window.Dequeue().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var confirmation = open.BasicPublishAsync(
                message.Exchange, "", message.IsMandatory, message.Properties, message.Body, cancellationToken).AsTask();
            window.Enqueue(confirmation);
            sent.Add(confirmation);
        }

        return sent;
    }
}

/// <summary>A message as it is sent.</summary>
/// <param name="Exchange">Where to.</param>
/// <param name="Properties">Its properties and headers.</param>
/// <param name="Body">Its body.</param>
/// <param name="IsMandatory">Whether it must get into a queue.</param>
internal sealed record OutgoingMessage(
    string Exchange, BasicProperties Properties, ReadOnlyMemory<byte> Body, bool IsMandatory = true);
