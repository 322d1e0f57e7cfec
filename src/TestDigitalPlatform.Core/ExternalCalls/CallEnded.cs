using System.Data.Common;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Processes;

namespace TestDigitalPlatform.ExternalCalls;

/// <summary>What a service sends to itself when an external call has ended that somebody has to be told of.</summary>
/// <remarks>It holds nothing that the receiver believes: how the call ended is in the service's own database.</remarks>
[EventName(WireName)]
internal sealed record CallEnded(Guid Call, string? Process, Guid? Instance, long Step) : IEvent
{
    /// <summary>Its name on the wire.</summary>
    internal const string WireName = "TestDigitalPlatform.CallEnded";

    string IEvent.Subject => Call.ToString();
}

/// <summary>How a call ended.</summary>
/// <param name="Call">The call.</param>
/// <param name="Answer">The answer, if it has succeeded.</param>
/// <param name="Failure">Why it has not.</param>
/// <param name="IsReplayed">Whether its failure was in the error queue, and a person has just replayed it.</param>
internal sealed record EndedCall(IAnyExternalCall Call, object? Answer, Refusal? Failure, bool IsReplayed);

/// <summary>Takes a call that has ended off the wire.</summary>
internal sealed class EndedCallResult(ExternalCallRegistry calls) : Result<EndedCall?>
{
    internal static Sql Of(CallEnded ended, Guid message) =>
        $"""
        select type, body::text, state, answer::text, error_code, error, tdp.is_replayed({message}, error_code) from tdp.external_call
        where id = {ended.Call} and state <> 'waiting' and process is not distinct from {ended.Process}::text
            and instance is not distinct from {ended.Instance}::uuid
        """;

    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        Value = null;
        if (!await reader.ReadAsync(cancellationToken))
            return;
        var definition = calls.Find(reader.GetString(0)) ?? throw new UnreadableMessageException(
            "call.unknown", $"The service has no handler for the external call '{reader.GetString(0)}'.")
        { MayBeKnownElsewhere = true };
        var isDone = reader.GetString(2) == "succeeded";
        try
        {
            Value = new EndedCall(
                (IAnyExternalCall)ReadJson(reader.GetString(1), definition.Call),
                !isDone || reader.IsDBNull(3) ? null : ReadJson(reader.GetString(3), definition.Answer),
                isDone ? null : new Refusal(reader.GetString(4), reader.GetString(5)), reader.GetBoolean(6));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            throw new UnreadableMessageException(
                "call.unreadable", $"The stored call or its answer can't be read as '{definition.Name}': {e.Message} Give a new member a "
                + "default; then replay the message.", e)
            { MayBeKnownElsewhere = true };
        }
    }
}

/// <summary>A process is told how a call ended; a failure that no process handles goes to the error queue.</summary>
internal sealed class CallEndedSteps : ProcessSteps
{
    internal override Guid? InstanceOf(IEvent @event, CustomerId? customer) => ((CallEnded)@event).Instance;

    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var ended = (CallEnded)@event;
        CheckOwn(context, services);
        var batch = db.Batch();
        var call = batch.Add(new EndedCallResult(services.GetRequiredService<ExternalCallRegistry>()), EndedCallResult.Of(ended, context.Message));
        ProcessInstance? instance = null;
        var process = ended.Process is { } name ? Find(services, name, context) : null;
        if (process is not null && ended.Instance is { } id)
            instance = await ProcessResult.Fetch(batch, process, context.Customer, id, cancellationToken);
        else
            await batch.Run(cancellationToken);
        if (db.EndsFlow)
            return null;
        if (call.Value is not { } found)
            return Decision.Accept();
        if (found is { Failure: not null, IsReplayed: true })
        {
            services.GetRequiredService<OutboxSignal>().Ordered();
            return Decision.Accept().ChangeAny($"select tdp.retry_call({ended.Call}, {context.Now})");
        }

        var decision = process is null || instance?.State is null || IsForNobody(instance, ended.Step)
            ? null
            : Move(process, instance, Outcome(found), context, services);
        // Also if the instance has ended: what it wanted has not been done.
        if (decision is null && found.Failure is { } failure)
        {
            await Note(db, services, $"select tdp.abandon_call({ended.Call})", cancellationToken);
            return Decision.Refuse(failure);
        }

        return decision ?? Decision.Accept();
    }

    private static object Outcome(EndedCall ended) => ended.Failure is { } failure
        ? new CallFailed(ended.Call, failure)
        : new CallSucceeded(ended.Call, ended.Answer);
}
