using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Inbox;

/// <summary>Takes messages from the service's queue, and those that were held, and has them handled.</summary>
/// <remarks>
/// A block is removed from the queue when each of its messages took effect or is held: what is lost between is handled
/// again, and then found to be a repetition. So many are handled at once as the options say, and none is taken that would
/// have to wait for a place for long.
/// </remarks>
internal sealed class MessagePump(
    Database database, IMessageTransport transport, EventSubscriptions subscriptions, MessageProcessor processor,
    HeldMessages held, PauseSwitch pause, HeldSignal heldSignal, MessageOptions options, TimeProvider time,
    ILogger<MessagePump> logger, MessageHealth? health = null) : BackgroundService
{
    private const int Receivers = 2;
    private const int BlockForEachPlace = 4;
    private const int HeldAtOnce = 100;

    private static readonly TimeSpan HeldInterval = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim places = new(options.Concurrency);
    private int failures;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => subscriptions.Any
        ? Task.Run(() => Run(stoppingToken), CancellationToken.None)
        : Task.CompletedTask;

    public override void Dispose()
    {
        places.Dispose();
        base.Dispose();
    }

    private async Task Run(CancellationToken stoppingToken)
    {
        await Survive(Open, stoppingToken);
        await Task.WhenAll(
            [
                .. Enumerable.Range(0, Receivers).Select(_ => Repeat(Receive, stoppingToken)),
                Repeat(ProcessHeld, stoppingToken),
            ]);
    }

    private async Task Open(CancellationToken cancellationToken)
    {
        processor.Order ??= await MessageOrder.Begin(database, subscriptions.Names, cancellationToken);
        await transport.Open(subscriptions.Names, cancellationToken);
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
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
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
        var atMost = pause.IsProbing ? 1 : Math.Min(options.BlockSize, options.Concurrency * BlockForEachPlace);
        await using var block = await transport.Receive(atMost, stoppingToken);
        if (block is null)
            return;
        await InOrderOfKeys(
            block.Messages, m => (m.Source, m.Key ?? m.Id.ToString()), m => m.Number,
            m => processor.Process(m, null, stoppingToken), stoppingToken);
        // Not broken off: all that is in it took effect.
        await block.Complete(CancellationToken.None);
    }

    private async Task ProcessHeld(CancellationToken stoppingToken)
    {
        await pause.WaitWhilePaused(stoppingToken);
        var due = await held.Claim(pause.IsProbing ? 1 : HeldAtOnce, stoppingToken);
        await InOrderOfKeys(
            due, h => (h.Message.Source, h.Message.Key ?? h.Message.Id.ToString()), h => h.Message.Number,
            h => processor.Process(h.Message, h, stoppingToken), stoppingToken);
        if (due.Count < HeldAtOnce)
            await heldSignal.Wait(HeldInterval, time, stoppingToken);
    }

    // Keys beside each other, the messages of one after each other.
    private async Task InOrderOfKeys<T>(
        IReadOnlyList<T> messages, Func<T, (string, string)> key, Func<T, long> number, Func<T, Task> process,
        CancellationToken cancellationToken)
    {
        var groups = messages.GroupBy(key).Select(async group =>
        {
            await places.WaitAsync(cancellationToken);
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
