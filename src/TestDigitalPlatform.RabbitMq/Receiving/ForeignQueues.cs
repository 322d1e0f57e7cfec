using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Connections;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Receiving;

/// <summary>Reads the queues of other systems, each on a channel of its own: one that is missing keeps no other from being read.</summary>
/// <remarks>They are not declared: RabbitMQ would refuse their owner a queue that was declared with other arguments.</remarks>
internal sealed class ForeignQueues(
    BrokerConnection connection, IReadOnlyList<ForeignQueue> queues, int prefetch, MessageSignal arrived, TimeProvider time, ILogger logger)
    : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private readonly Place[] places = [.. queues.Select(queue => new Place(queue))];
    private int turn;

    /// <summary>Whether a message waits in one of them.</summary>
    internal bool Any => places.Any(place => place.Intake is { IsOpen: true, Count: > 0 });

    /// <summary>Opens those that are not open, each as often as the interval says.</summary>
    internal async Task Open(CancellationToken cancellationToken)
    {
        if (!places.Any(IsDue))
            return;
        await gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var place in places.Where(IsDue))
                await Open(place, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The next in turn that has messages.</summary>
    internal Intake? Next(Intake own)
    {
        var from = (uint)Interlocked.Increment(ref turn);
        for (var i = 0; i <= places.Length; i++)
        {
            var at = (int)((from + (uint)i) % (uint)(places.Length + 1));
            if ((at == places.Length ? own : places[at].Intake) is { IsOpen: true, Count: > 0 } intake)
                return intake;
        }

        return null;
    }

    public void Dispose() => gate.Dispose();

    private bool IsDue(Place place) => place.Intake is not { IsOpen: true }
        && (place.FailedAt is not { } failed || time.GetElapsedTime(failed) >= Interval);

    private async Task Open(Place place, CancellationToken cancellationToken)
    {
        if (place.Intake is { } former)
            await former.Channel.DisposeAsync();
        place.Intake = null;
        var channel = await (await connection.Get(cancellationToken)).CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await channel.BasicQosAsync(0, (ushort)prefetch, global: false, cancellationToken);
            var intake = new Intake(
                channel, place.Queue.Name, prefetch, (properties, body) => WireMessage.ReadForeign(properties, body, place.Queue), arrived,
                logger);
            await channel.BasicConsumeAsync(place.Queue.Name, autoAck: false, intake, cancellationToken);
            place.Intake = intake;
            place.FailedAt = null;
            RabbitMqLog.ForeignQueueRead(logger, place.Queue.Name);
        }
        // The queue is not there, or the user may not read it. That ends the channel, and nothing else.
        catch (OperationInterruptedException e) when (
            e.ShutdownReason?.ReplyCode is Constants.NotFound or Constants.AccessRefused or Constants.ResourceLocked)
        {
            await channel.DisposeAsync();
            if (place.FailedAt is null)
                RabbitMqLog.NoForeignQueue(logger, place.Queue.Name, e.ShutdownReason?.ReplyText ?? e.Message, Interval);
            place.FailedAt = time.GetTimestamp();
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    private sealed class Place(ForeignQueue queue)
    {
        internal ForeignQueue Queue => queue;

        internal volatile Intake? Intake;

        /// <summary>When it could last not be opened; <see langword="null"/> when it could.</summary>
        internal long? FailedAt;
    }
}
