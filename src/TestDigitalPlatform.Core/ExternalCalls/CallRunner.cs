using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly.CircuitBreaker;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform.ExternalCalls;

/// <summary>Makes the external calls that are due, on whichever node takes them first.</summary>
/// <remarks>
/// A call is taken for a while and stays stored until its outcome is, so none is lost: one whose node ends is taken again, under the
/// same key. Each type has places of its own, so a slow system makes no other one wait.
/// </remarks>
internal sealed class CallRunner(
    Database database, ExternalCallRegistry registry, ExternalCallOptions options, OutboxSignal outbox, IServiceScopeFactory scopes,
    TimeProvider time, ILogger<CallRunner> logger) : BackgroundService
{
    private const int MaxErrorLength = 2_000;
    private const int MaxAnswerLength = 1_048_576;
    private const int StoreAttempts = 5;

    // What another node has ordered is seen within this.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    private readonly EventLimit limit = new(logger, MessageOptions.DefaultMaxEventBytes);
    private readonly Dictionary<ExternalCallDefinition, CallLane> lanes = registry.All.Values.Distinct().ToDictionary(
        definition => definition, definition => new CallLane(definition, options, time));

    private readonly ConcurrentDictionary<Guid, byte> underWay = new();
    private readonly CancellationTokenSource ending = new();
    private int failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = await Look(stoppingToken);
            if (wait > TimeSpan.Zero)
                await outbox.Calls.Wait(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // What is under way may end; after that, each puts its call back.
        ending.CancelAfter(Drain);
        while (!underWay.IsEmpty)
            await outbox.Calls.Wait(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
    }

    public override void Dispose()
    {
        ending.Dispose();
        base.Dispose();
    }

    /// <summary>Looks once for calls that are due, and starts them.</summary>
    /// <returns>How long to wait until the next look.</returns>
    internal async Task<TimeSpan> Look(CancellationToken stoppingToken)
    {
        var rooms = registry.All.Select(named => (named.Key, lanes[named.Value].Room)).Where(lane => lane.Room > 0)
            .ToDictionary(lane => lane.Key, lane => lane.Room);
        if (rooms.Count == 0)
            return Interval;
        try
        {
            var now = time.GetUtcNow();
            var lease = now + (options.Timeout * CallLane.Attempts) + Margin;
            var taken = await WaitingCall.TakeDue(database, registry, rooms, underWay.Keys, (now, lease), stoppingToken);
            if (Interlocked.Exchange(ref failures, 0) > 0)
                CallsLog.Recovered(logger);
            foreach (var call in taken)
                Start(call, lanes[call.Definition]);
            return Interval;
        }
        catch (Exception e) when (Database.IsOver(e, stoppingToken))
        {
            return Interval;
        }
        catch (Exception e)
        {
            if (Interlocked.Increment(ref failures) == 1)
                CallsLog.Interrupted(logger, e);
            return TransportFailure.Pause(failures);
        }
    }

    private void Start(WaitingCall call, CallLane lane)
    {
        lane.Take();
        underWay[call.Id] = 0;
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await Run(call, lane, ending.Token);
                }
                finally
                {
                    lane.Return();
                    underWay.TryRemove(call.Id, out _);
                    outbox.Calls.Set();
                }
            },
            CancellationToken.None);
    }

    private async Task Run(WaitingCall call, CallLane lane, CancellationToken stoppingToken)
    {
        using var span = CallTelemetry.Begin(call, database.Service);
        var end = await Attempt(call, lane, stoppingToken);
        CallTelemetry.Ended(call, end.Outcome);
        if (end.Failure is not null)
            span?.SetStatus(ActivityStatusCode.Error, end.Failure.Code);
        await Store(call, end);
    }

    private async Task<CallEnd> Attempt(WaitingCall call, CallLane lane, CancellationToken stoppingToken)
    {
        try
        {
            var message = await call.Read(database.Vault, stoppingToken);
            var context = new ExternalCallContext(call.Key, call.Customer, call.Attempt);
            await using var scope = scopes.CreateAsyncScope();
            var answer = await lane.Pipeline.ExecuteAsync(
                async token => await (registry.Stub?.Invoke(message)
                    ?? call.Definition.Run(message, context, scope.ServiceProvider, token)), stoppingToken);
            return CallEnd.Succeeded(answer);
        }
        catch (RefusedException e)
        {
            return CallEnd.Failed(e.Refusal);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return CallEnd.Again(time.GetUtcNow(), counts: false, null);
        }
        catch (BrokenCircuitException e)
        {
            return Again(call, lane.Pause(e), counts: false, e);
        }
        catch (Exception e)
        {
            if (e is DependencyException { IsTransient: false })
                return CallEnd.Failed(new Refusal("call.failed", Text(e)));
            var again = Again(call, time.GetUtcNow() + Backoff(call.Attempt, (e as DependencyException)?.RetryAfter), counts: true, e);
            if (again.Failure is { } last && again.Due is null)
                CallsLog.GivenUp(logger, call.Definition.Call.Name, call.Id, last.Code, e);
            else
                CallsLog.TriedAgain(logger, call.Definition.Call.Name, call.Id, call.Attempt, e);
            return again;
        }
    }

    private CallEnd Again(WaitingCall call, DateTimeOffset due, bool counts, Exception e)
    {
        var why = new Refusal("call.given_up", Text(e));
        return due - call.OrderedAt > options.GiveUpAfter ? CallEnd.Failed(why) : CallEnd.Again(due, counts, why);
    }

    private async Task Store(WaitingCall call, CallEnd end)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryStore(call, end);
                if (end.Due is null)
                    outbox.Stored();
                return;
            }
            catch (PostgresException e) when (e.SqlState is "TDP01")
            {
                // It took so long that somebody else has it.
                return;
            }
            catch (Exception e) when (end.Answer is not null && !MayPass(e))
            {
                // It would not be storable the next time either, and the call must not be repeated for ever.
                CallsLog.NotStored(logger, call.Definition.Call.Name, call.Id, e);
                end = CallEnd.Failed(new Refusal("call.answer_not_storable", $"The call has succeeded, but its answer can't be stored. {Text(e)}"));
            }
            catch (Exception e)
            {
                // The call is made again, under the same key, when its time with this node is over.
                if (attempt == StoreAttempts)
                {
                    CallsLog.NotStored(logger, call.Definition.Call.Name, call.Id, e);
                    return;
                }

                await Task.Delay(TransportFailure.Pause(attempt), CancellationToken.None);
            }
        }
    }

    private static bool MayPass(Exception e) => e is NpgsqlException { IsTransient: true } or IOException or TimeoutException
        || (e is NpgsqlException and not PostgresException);

    private async Task TryStore(WaitingCall call, CallEnd end)
    {
        // A sensitive value is measured once it is encrypted, by the database.
        if (end.Answer is { } answer && SealedJson.TryWrite(answer.Value, answer.Value.GetType(), StoredJson.Options, out var json)
            && json.Length > MaxAnswerLength)
            throw new JsonException($"It has {json.Length} characters of JSON, and at most {MaxAnswerLength} can be stored.");
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(call.Caller));
        batch.BatchCommands.Add(Database.Command(
            $"""
            select tdp.end_attempt({call.Id}, {call.Claim}, {end.State}, {end.Due}, {end.Counts}, {end.Answer},
            {end.Failure?.Code}, {StoredText.Of(end.Failure?.Message, MaxErrorLength)}, {now})
            """));
        if (end.Due is null && (call.Instance is not null || end.Failure is not null))
            batch.BatchCommands.Add(OutboxRow.Insert(
                new CallEnded(call.Id, call.Process, call.Instance, call.Step), call.Caller, now, limit, destination: database.Service));
        await database.Vault.Seal(batch, call.Caller, CancellationToken.None);
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static string Text(Exception e) => e.InnerException is { } inner && inner.Message != e.Message
        ? $"{e.GetType().Name}: {e.Message} {inner.GetType().Name}: {inner.Message}"
        : $"{e.GetType().Name}: {e.Message}";

    // 10 s, 40 s, 160 s, …, or as long as the other system asks for; an hour at most, and up to a half more.
    private static TimeSpan Backoff(int attempt, TimeSpan? atLeast) => TimeSpan.FromSeconds(
        Math.Min(3_600, Math.Max(10 * Math.Pow(4, Math.Min(attempt, 8) - 1), atLeast?.TotalSeconds ?? 0))
        * (1 + (Random.Shared.NextDouble() / 2)));
}

/// <summary>How an attempt ended.</summary>
/// <param name="State">The call's state from now on.</param>
/// <param name="Due">When it is tried again; <see langword="null"/> if it is not.</param>
/// <param name="Counts">Whether it was an attempt at all.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Failure">Why there is none.</param>
internal sealed record CallEnd(string State, DateTimeOffset? Due, bool Counts, StoredObject? Answer, Refusal? Failure)
{
    /// <summary>What it is called in metrics.</summary>
    internal string Outcome => Due is null ? State : "retried";

    internal static CallEnd Succeeded(object? answer) =>
        new("succeeded", null, true, answer is null ? null : new StoredObject(answer), null);

    internal static CallEnd Failed(Refusal why) => new("failed", null, true, null, why);

    internal static CallEnd Again(DateTimeOffset due, bool counts, Refusal? why) => new("waiting", due, counts, null, why);
}

internal static partial class CallsLog
{
    [LoggerMessage(2750, LogLevel.Warning, "External calls can't be taken for now; it is tried again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);

    [LoggerMessage(2751, LogLevel.Information, "External calls are taken again.")]
    internal static partial void Recovered(ILogger logger);

    [LoggerMessage(2752, LogLevel.Warning, "The external call {Call} {Id} failed in attempt {Attempt}; it is tried again.")]
    internal static partial void TriedAgain(ILogger logger, string call, Guid id, int attempt, Exception exception);

    [LoggerMessage(2753, LogLevel.Error, "The external call {Call} {Id} has failed for good ({Code}).")]
    internal static partial void GivenUp(ILogger logger, string call, Guid id, string code, Exception exception);

    [LoggerMessage(2754, LogLevel.Warning, "The result of the external call {Call} {Id} could not be stored. Unless its answer is to blame, the call will be repeated.")]
    internal static partial void NotStored(ILogger logger, string call, Guid id, Exception exception);
}
