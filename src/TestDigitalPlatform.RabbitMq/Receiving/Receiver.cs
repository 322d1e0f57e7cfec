using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Connections;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Receiving;

/// <summary>Declares the service's queue and takes blocks from it.</summary>
internal sealed class Receiver(
    BrokerConnection connection, EventHierarchy hierarchy, string queue, int prefetch, MessageOptions options, TimeProvider time,
    ILogger logger, bool hasDelayQueues = false) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly MessageSignal arrived = new();
    private IReadOnlyCollection<string>? types;
    private Intake? current;
    private readonly ForeignQueues? foreign;

    /// <summary>Whether the service has a queue.</summary>
    internal bool IsOpened => types is not null;

    /// <summary>How long a block is gathered for after its first message: fewer and larger blocks cost less.</summary>
    internal TimeSpan Gathering { get; set; } = TimeSpan.FromMilliseconds(1);

    internal async Task Open(IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (types is not null && types.Order().SequenceEqual(wanted.Order()))
                return;
            var broker = await connection.Get(cancellationToken);
            await using var channel = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
            await Declare(broker, channel, wanted, cancellationToken);
            foreach (var former in (types ?? []).Except(wanted))
                await Topology.Unsubscribe(channel, former, queue, cancellationToken);
            types = [.. wanted];
            // Messages are read by the types that are handled.
            if (current is { } before)
                await before.Channel.DisposeAsync();
        }
        catch
        {
            // Whatever it was, no channel of it is left open.
            await connection.Drop();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The queues of other systems that are read beside the service's own.</summary>
    internal IReadOnlyList<ForeignQueue> Foreign
    {
        init => foreign = value.Count == 0 ? null : new ForeignQueues(connection, value, prefetch, arrived, time, logger);
    }

    internal async Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken)
    {
        var intake = await Intake(cancellationToken);
        if (foreign is null)
            return await Receive(intake, atMost, mayWait: true, cancellationToken);
        await foreign.Open(cancellationToken);
        if (intake.Count == 0 && !foreign.Any)
            await arrived.Wait(options.PollInterval, time, cancellationToken);
        // In turns, so that no queue keeps the others waiting.
        return foreign.Next(intake) is { } next ? await Receive(next, atMost, mayWait: false, cancellationToken) : null;
    }

    private async Task<IReceivedBlock?> Receive(Intake intake, int atMost, bool mayWait, CancellationToken cancellationToken)
    {
        if (mayWait && intake.Count == 0)
            await arrived.Wait(options.PollInterval, time, cancellationToken);
        while (intake.Count is var count && count > 0 && count < atMost && !intake.IsFull && await MoreThan(count, intake, cancellationToken))
        {
        }

        var taken = intake.Take(atMost);
        // There may be more for another receiver.
        if (intake.Count > 0 || foreign is { Any: true })
            arrived.Set();
        return taken.Count > 0 ? new ReceivedBlock(intake, taken) : null;
    }

    internal async Task<Backlog> Waiting(CancellationToken cancellationToken)
    {
        if (types is null)
            return default;
        var broker = await connection.Get(cancellationToken);
        await using var channel = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
        var ready = (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        return new Backlog(Math.Min(Backlog.MaxCounted, ready + (current?.Count ?? 0)), null);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        foreign?.Dispose();
        arrived.Dispose();
        gate.Dispose();
    }

    // By the real clock, also where a test moves its own. The signal may tell of what is counted already.
    private async Task<bool> MoreThan(int count, Intake intake, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (intake.Count == count && Gathering - TimeProvider.System.GetElapsedTime(begun) is var left && left > TimeSpan.Zero)
            await arrived.Wait(left, TimeProvider.System, cancellationToken);
        return intake.Count > count;
    }

    private async Task<Intake> Intake(CancellationToken cancellationToken)
    {
        if (current is { IsOpen: true } open)
            return open;
        var wanted = types ?? throw new InvalidOperationException("The queue was not opened.");
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is { IsOpen: true } opened)
                return opened;
            var broker = await connection.Get(cancellationToken);
            // The broker keeps a channel open whose consumer it cancels, with all that was not acknowledged on it.
            if (current is { } former)
                await former.Channel.DisposeAsync();
            var channel = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
            // The broker may have come back as another one.
            await Declare(broker, channel, wanted, cancellationToken);
            await channel.BasicQosAsync(0, (ushort)prefetch, global: false, cancellationToken);
            var intake = new Intake(
                channel, queue, prefetch, (properties, body) => WireMessage.Read(properties, body, wanted), arrived, logger);
            await channel.BasicConsumeAsync(queue, autoAck: false, intake, cancellationToken);
            return current = intake;
        }
        catch
        {
            // Whatever it was, no channel of it is left open.
            await connection.Drop();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task Declare(
        IConnection broker, IChannel channel, IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        await Topology.DeclareQueue(channel, queue, cancellationToken);
        await BindDelays(broker, cancellationToken);
        if (hasDelayQueues)
            await DelayTopology.Declare(channel, cancellationToken);
        foreach (var type in wanted)
            await Topology.Subscribe(channel, type, queue, hierarchy, cancellationToken);
    }

    // A refusal ends the channel, so it has one of its own. Who needs no delayed messages need not have the permission.
    private async Task BindDelays(IConnection broker, CancellationToken cancellationToken)
    {
        await using var channel = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await DelayTopology.Bind(channel, queue, cancellationToken);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.AccessRefused)
        {
            RabbitMqLog.NoDelays(logger, queue, e);
        }
    }
}
