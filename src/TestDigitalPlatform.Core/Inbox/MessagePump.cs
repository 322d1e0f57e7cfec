using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Inbox;

/// <summary>Takes messages from the service's queue, and those that were held, and has them handled.</summary>
/// <remarks>
/// A block is removed from the queue when each of its messages took effect or is held: what is lost between is handled
/// again, and then found to be a repetition. So many are handled at once as the options say. The next block is taken as soon
/// as a place is free, so that a message that takes long holds up its own key only.
/// </remarks>
internal sealed class MessagePump(
    Database database, IMessageTransport transport, EventSubscriptions subscriptions, MessageProcessor processor,
    HeldMessages held, PauseSwitch pause, HeldSignal heldSignal, MessageOptions options, TimeProvider time,
    ILogger<MessagePump> logger, MessageHealth? health = null) : BackgroundService
{
    // Each holds a transaction of the transport, or its messages unacknowledged.
    private const int OpenBlocks = 8;
    private const int BlockForEachPlace = 4;
    private const int HeldAtOnce = 100;

    private static readonly TimeSpan HeldInterval = TimeSpan.FromSeconds(2);

    // Several times within the half hour after which a type that no node handles is forgotten.
    private static readonly TimeSpan OpenInterval = TimeSpan.FromMinutes(5);

    // How long handlers that are at work may go on when the service stops; what is broken off then is handled again elsewhere.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim places = new(options.Concurrency);
    private readonly SemaphoreSlim blocks = new(OpenBlocks);
    private CancellationTokenSource? taking;
    private CancellationToken handling;
    private Exception? broken;
    private long openedAt;
    private int failures;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        taking?.Dispose();
        taking = new CancellationTokenSource();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await (taking?.CancelAsync() ?? Task.CompletedTask);
        if (ExecuteTask is { } running)
            await Task.WhenAny(running, Task.Delay(Drain, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!subscriptions.Any)
            return;
        handling = stoppingToken;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(taking!.Token, stoppingToken);
        await Task.Run(() => Run(either.Token), CancellationToken.None);
    }

    public override void Dispose()
    {
        taking?.Dispose();
        places.Dispose();
        blocks.Dispose();
        base.Dispose();
    }

    private async Task Run(CancellationToken stoppingToken)
    {
        await Survive(Open, stoppingToken);
        await Task.WhenAll(Repeat(Receive, stoppingToken), Repeat(ProcessHeld, stoppingToken));
        for (var block = 0; block < OpenBlocks; block++)
            await blocks.WaitAsync(CancellationToken.None);
        blocks.Release(OpenBlocks);
    }

    private async Task Open(CancellationToken cancellationToken)
    {
        // First the subscription: what is told from then on comes, and only that is waited for.
        await transport.Open(subscriptions.Names, cancellationToken);
        processor.Order = await MessageOrder.Begin(database, subscriptions.Names, cancellationToken);
        openedAt = time.GetTimestamp();
    }

    private async Task Repeat(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            await Survive(work, stoppingToken);
    }

    private async Task Survive(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(stoppingToken);
                if (Interlocked.Exchange(ref failures, 0) is > 0 and var count)
                    InboxLog.Recovered(logger, count);
                health?.Taken(succeeded: true);
                return;
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (Exception e)
            {
                var count = Interlocked.Increment(ref failures);
                health?.Taken(succeeded: false);
                if (count == 1)
                    InboxLog.Interrupted(logger, e);
                await Task.Delay(TransportFailure.Pause(count), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Receive(CancellationToken stoppingToken)
    {
        await pause.WaitWhilePaused(stoppingToken);
        if (time.GetElapsedTime(openedAt) >= OpenInterval)
            await Open(stoppingToken);
        if (Interlocked.Exchange(ref broken, null) is { } e)
            ExceptionDispatchInfo.Throw(e);
        if (await Take(stoppingToken) is not { } block)
            return;
        var processing = Process(block);
        // One block after the other until it works again.
        if (pause.IsProbing || Volatile.Read(ref failures) > 0)
            await processing;
        else
            _ = Watch(processing);
    }

    private async Task<IReceivedBlock?> Take(CancellationToken stoppingToken)
    {
        await blocks.WaitAsync(stoppingToken);
        IReceivedBlock? block = null;
        try
        {
            await places.WaitAsync(stoppingToken);
            places.Release();
            var atMost = pause.IsProbing ? 1 : Math.Min(options.BlockSize, options.Concurrency * BlockForEachPlace);
            return block = await transport.Receive(atMost, stoppingToken);
        }
        finally
        {
            if (block is null)
                blocks.Release();
        }
    }

    private async Task Process(IReceivedBlock block)
    {
        try
        {
            await using (block)
            {
                await InOrderOfKeys(
                    block.Messages, m => (m.Source, m.Key ?? m.Id.ToString()), m => m.Number,
                    m => processor.Process(m, null, handling));
                // Not broken off: all that is in it took effect.
                await block.Complete(CancellationToken.None);
            }
        }
        finally
        {
            blocks.Release();
        }
    }

    // A failure is told by the next look for messages, which waits for a while then; the block comes again.
    private async Task Watch(Task processing)
    {
        try
        {
            await processing;
        }
        catch (Exception e)
        {
            Interlocked.Exchange(ref broken, e);
        }
    }

    private async Task ProcessHeld(CancellationToken stoppingToken)
    {
        await pause.WaitWhilePaused(stoppingToken);
        var due = await held.Claim(pause.IsProbing ? 1 : HeldAtOnce, stoppingToken);
        await InOrderOfKeys(
            due, h => (h.Message.Source, h.Message.Key ?? h.Message.Id.ToString()), h => h.Message.Number,
            h => processor.Process(h.Message, h, handling));
        if (due.Count < HeldAtOnce)
            await heldSignal.Wait(HeldInterval, time, stoppingToken);
    }

    // Keys beside each other, the messages of one after each other.
    private async Task InOrderOfKeys<T>(
        IReadOnlyList<T> messages, Func<T, (string, string)> key, Func<T, long> number, Func<T, Task> process)
    {
        var groups = messages.GroupBy(key).Select(async group =>
        {
            await places.WaitAsync(handling);
            try
            {
                foreach (var message in group.OrderBy(number))
                    await process(message);
            }
            finally
            {
                places.Release();
            }
        });
        await Task.WhenAll(groups);
    }
}

/// <summary>Tells this node that a held message is to be looked at.</summary>
internal sealed class HeldSignal : IDisposable
{
    private readonly MessageSignal signal = new();

    internal void Changed() => signal.Set();

    internal Task Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        signal.Wait(atMost, time, cancellationToken);

    public void Dispose() => signal.Dispose();
}
