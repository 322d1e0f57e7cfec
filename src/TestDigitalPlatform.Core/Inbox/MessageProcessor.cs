using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Inbox;

/// <summary>Brings one message to its end: it takes effect, or is held with the reason.</summary>
internal sealed class MessageProcessor(
    EventPipeline pipeline, HeldMessages held, EventSubscriptions subscriptions, PauseSwitch pause, IMessageTransport transport,
    MessageOptions options, TimeProvider time, MessageService service, ILogger<MessageProcessor> logger)
{
    // The earlier message is mostly being handled at this moment.
    private const int QuickLooks = 2;

    /// <summary>Which earlier message each waits for; set before the first message is taken.</summary>
    internal MessageOrder? Order { get; set; }

    /// <summary>Handles a message, and those of its key that waited for it.</summary>
    /// <exception cref="NpgsqlException">The service's database is away: nothing is known to have happened, and the
    /// message must come again.</exception>
    internal async Task Process(TransportMessage message, HeldMessage? state, CancellationToken cancellationToken)
    {
        var othersWait = await ProcessOne(message, state, cancellationToken);
        while (othersWait && message.Key is { } key
            && await held.ClaimNext(message.Source, key, cancellationToken) is { } next)
            othersWait = await ProcessOne(next.Message, next, cancellationToken);
    }

    private async Task<bool> ProcessOne(
        TransportMessage message, HeldMessage? state, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        using var span = MessageTelemetry.Process(message, transport.System, service.Name);
        var (outcome, othersWait) = await Attempt(message, state, span, cancellationToken);
        MessageTelemetry.Handled(
            message, subscriptions.Of(message.Type) is null ? "unknown" : message.Type, outcome, time.GetElapsedTime(begun), time.GetUtcNow());
        service.Ended(message.Id, outcome);
        return othersWait;
    }

    private async Task<(string Outcome, bool OthersWait)> Attempt(
        TransportMessage message, HeldMessage? state, Activity? span, CancellationToken cancellationToken)
    {
        var (needs, looks) = (0L, 0);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                needs = Order!.Needs(message);
                var handling = await Handle(message, needs, state is not null, cancellationToken);
                if (handling.End is HandlingEnd.Done or HandlingEnd.Refused)
                    pause.Count(failed: false);
                switch (handling.End)
                {
                    case HandlingEnd.Done:
                        return ("handled", handling.OthersWait);
                    case HandlingEnd.Repeated:
                        await pipeline.Repeated(message, cancellationToken);
                        if (state is not null)
                            await held.Drop(message.Id, cancellationToken);
                        return ("repeated", false);
                    case HandlingEnd.Refused:
                        return await Fail(
                            message, needs, state, new(handling.Refusal!.Code, handling.Refusal.Message), cancellationToken);
                    default:
                        attempt--;
                        if (looks++ < QuickLooks)
                            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(3, 15)), time, cancellationToken);
                        else if (await held.Wait(message, needs, state, cancellationToken) is var end and not HeldMessages.Ready)
                            return (end, false);
                        break;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (UnreadableMessageException e) when (e.MayBeKnownElsewhere)
            {
                // While a new version comes, nodes of the new one know it: they are given time to take it.
                return await Later(message, needs, state, new(e.Cause, e.Message), due: null, cancellationToken);
            }
            catch (UnreadableMessageException e)
            {
                return await Fail(message, needs, state, new(e.Cause, e.Message), cancellationToken);
            }
            catch (Exception e) when (e is JsonException or EncoderFallbackException)
            {
                return await Fail(message, needs, state, new("unreadable_order", e.Message), cancellationToken);
            }
            catch (Exception e)
            {
                // Whatever a handler throws ends here: the message is held with it.
                span?.SetStatus(ActivityStatusCode.Error, e.GetType().FullName);
                if (attempt > options.ImmediateRetries || e is DependencyException)
                {
                    var end = await Later(
                        message, needs, state, MessageFailure.Of(e.GetType().FullName!, e), (e as DependencyException)?.RetryAfter,
                        cancellationToken, e);
                    // Only now: when the service's own database is away, it is not the handlers that fail.
                    pause.Count(failed: true);
                    return end;
                }

                InboxLog.TriedAgain(logger, message.Type, message.Id, attempt, e);
                await Task.Delay(
                    TimeSpan.FromMilliseconds(Random.Shared.Next(5, 50 << Math.Min(attempt, 4))), time, cancellationToken);
            }
        }
    }

    private async Task<Handling> Handle(
        TransportMessage message, long needs, bool isHeld, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.HandlerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await pipeline.Handle(message, needs, isHeld, either.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Handling the event took longer than {options.HandlerTimeout}.", e);
        }
    }

    private async Task<(string Outcome, bool OthersWait)> Later(
        TransportMessage message, long needs, HeldMessage? state, MessageFailure why, TimeSpan? due,
        CancellationToken cancellationToken, Exception? thrown = null)
    {
        var attempts = (state?.Attempts ?? 0) + 1;
        if (attempts > options.DelayedRetries)
        {
            InboxLog.GivenUp(logger, message.Type, message.Id, attempts, thrown);
            return await Fail(message, needs, state, why, cancellationToken);
        }

        var end = await held.Delay(
            message, needs, attempts, why, time.GetUtcNow() + Backoff(attempts, due ?? TimeSpan.Zero), cancellationToken);
        InboxLog.Delayed(logger, message.Type, message.Id, attempts, thrown);
        return (end, false);
    }

    private async Task<(string Outcome, bool OthersWait)> Fail(
        TransportMessage message, long needs, HeldMessage? state, MessageFailure why,
        CancellationToken cancellationToken)
    {
        // No later message waits for a type that is not handled here, so there is nothing to pass.
        var setAside = subscriptions.Of(message.Type)?.All(s => s.SetAside) ?? false;
        var end = await held.Fail(message, needs, state?.Attempts ?? 0, why, setAside, cancellationToken);
        if (end == "failed")
            InboxLog.Failed(logger, message.Type, message.Id, why.Cause);
        return (end, setAside && end == "failed");
    }

    // 10 s, 40 s, 160 s, …, or as long as another service asks for; an hour at most, and up to a half more.
    private static TimeSpan Backoff(int attempts, TimeSpan atLeast) => TimeSpan.FromSeconds(
        Math.Min(3_600, Math.Max(10 * Math.Pow(4, attempts - 1), atLeast.TotalSeconds))
        * (1 + (Random.Shared.NextDouble() / 2)));
}
