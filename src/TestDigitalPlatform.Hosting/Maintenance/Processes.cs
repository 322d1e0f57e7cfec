using System.Text.Json;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Processes;

namespace TestDigitalPlatform.Hosting.Maintenance;

internal sealed class ListProcessesHandler : IQueryHandler<ListProcesses, Page<ProcessSummary>>
{
    public Task<Page<ProcessSummary>> Fetch(ListProcesses query, Db db, CancellationToken cancellationToken) => db.Page(
        """
        select id, process, key, customer_id, state, ended_at is null as is_running, wake_at, started_at, changed_at from tdp.process
        """,
        query, cancellationToken);
}

/// <summary>An instance without its transitions.</summary>
internal sealed record ProcessRow(
    Guid Id, string Process, string Key, string? CustomerId, string State, string Body, long Version, DateTimeOffset? WakeAt,
    DateTimeOffset StartedAt, DateTimeOffset ChangedAt, DateTimeOffset? EndedAt);

internal sealed class GetProcessHandler : IQueryHandler<GetProcess, ProcessDetails>
{
    public async Task<ProcessDetails> Fetch(GetProcess query, Db db, CancellationToken cancellationToken)
    {
        var batch = db.Batch();
        var row = batch.One<ProcessRow>(
            $"""
            select id, process, key, customer_id, state, body::text as body, version, wake_at, started_at, changed_at, ended_at
            from tdp.process where id = {query.Instance}
            """);
        var commands = batch.List<string>(
            $"select type from tdp.process_command where instance = {query.Instance} order by step, place limit 100");
        var steps = batch.List<ProcessStep>(
            $"""
            select version, at, message, state, to_jsonb(commands) as commands from tdp.process_step
            where instance = {query.Instance} order by version desc limit 100
            """);
        await batch.Run(cancellationToken);
        var one = row.Value;
        return new ProcessDetails(
            one.Id, one.Process, one.Key, one.CustomerId, one.State, one.Body, one.Version, one.WakeAt, one.StartedAt, one.ChangedAt,
            one.EndedAt, commands.Value, steps.Value);
    }
}

/// <summary>An instance, as far as a decision needs it.</summary>
internal sealed record RunningProcess(
    Guid Id, string Process, string Key, string? CustomerId, string State, long Version, DateTimeOffset? WakeAt,
    DateTimeOffset? WokenAt, DateTimeOffset? EndedAt)
{
    internal static readonly Refusal Ended = new("processes.ended", "The instance has ended.");

    internal static Sql Of(Guid instance) =>
        $"select id, process, key, customer_id, state, version, wake_at, woken_at, ended_at from tdp.process where id = {instance}";

    /// <summary>Stores a transition that a person decided on, unless there was another one meanwhile.</summary>
    internal Sql Move(string state, StoredObject body, DateTimeOffset? wakeAt, DateTimeOffset now) =>
        $"""
        select tdp.move_process({Id}, {Process}, {Key}, {CustomerId}, {Version}, {state}, {body}, {wakeAt}, false, false, {now},
        'MoveProcess', {Array.Empty<string>()})
        """;

    /// <summary>Ends it as it is, unless there was another transition meanwhile.</summary>
    internal Sql End(DateTimeOffset now) =>
        $"""
        select tdp.move_process(p.id, p.process, p.key, p.customer_id, {Version}, p.state, p.body, null, true, false, {now},
        'EndProcess', {Array.Empty<string>()}) from tdp.process p where p.id = {Id}
        """;
}

internal sealed class WakeProcessHandler : ICommandHandler<WakeProcess, RunningProcess, Nothing>
{
    public static readonly Refusal NotWaiting = new(
        "processes.not_waiting", "The instance waits for no time.");

    public Task<RunningProcess> Fetch(WakeProcess command, Db db, CancellationToken cancellationToken) =>
        db.One<RunningProcess>(RunningProcess.Of(command.Instance), cancellationToken);

    public static Decision<Nothing> Decide(WakeProcess command, RunningProcess state, CommandContext context) => state switch
    {
        { EndedAt: not null } => Decision.Refuse(RunningProcess.Ended),
        { WakeAt: null, WokenAt: null } => Decision.Refuse(NotWaiting),
        // Also when the message that was to wake it has been lost or discarded.
        _ => Decision.Accept().Change(
            $"""
            update tdp.process set wake_at = {context.Now}
            where id = {state.Id} and version = {state.Version}
            """),
    };
}

internal sealed class EndProcessHandler : ICommandHandler<EndProcess, RunningProcess, Nothing>
{
    public Task<RunningProcess> Fetch(EndProcess command, Db db, CancellationToken cancellationToken) =>
        db.One<RunningProcess>(RunningProcess.Of(command.Instance), cancellationToken);

    public static Decision<Nothing> Decide(EndProcess command, RunningProcess state, CommandContext context) =>
        state.EndedAt is not null
            ? Decision.Refuse(RunningProcess.Ended)
            : Decision.Accept()
                .ChangeAny(state.End(context.Now))
                .ChangeAny($"select tdp.withdraw_commands({state.Id})");
}

/// <summary>An instance with the state that it is to be moved to.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="State">The state; <see langword="null"/> if it can't be read.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record MovingProcess(RunningProcess Instance, object? State, Refusal? Refusal);

internal sealed class MoveProcessHandler(ProcessRegistry processes) : ICommandHandler<MoveProcess, MovingProcess, Nothing>
{
    public static readonly Refusal UnknownState = new(
        "processes.unknown_state", "The process has no state of this name.", RefusalKind.Invalid);

    public static readonly Refusal UnreadableState = new(
        "processes.unreadable_state", "The body is not the JSON of this state.", RefusalKind.Invalid);

    public static readonly Refusal SensitiveState = new(
        "processes.sensitive_state", "A state with sensitive values can't be set: they are known to the process only.",
        RefusalKind.Invalid);

    public async Task<MovingProcess> Fetch(MoveProcess command, Db db, CancellationToken cancellationToken)
    {
        var instance = await db.One<RunningProcess>(RunningProcess.Of(command.Instance), cancellationToken);
        if (processes.Find(instance.Process)?.StateOf(command.State) is not { } type)
            return new(instance, null, UnknownState);
        try
        {
            if (JsonSerializer.Deserialize(command.Body, type, StoredJson.Options) is not { } state)
                return new(instance, null, UnreadableState);
            return SealedJson.TryWrite(state, type, StoredJson.Options, out _)
                ? new(instance, state, null)
                : new(instance, null, SensitiveState);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            return new(instance, null, UnreadableState);
        }
    }

    public static Decision<Nothing> Decide(MoveProcess command, MovingProcess state, CommandContext context)
    {
        if (state.Instance.EndedAt is not null)
            return Decision.Refuse(RunningProcess.Ended);
        return state.State is not { } next
            ? Decision.Refuse(state.Refusal!)
            : Decision.Accept().ChangeAny(
                state.Instance.Move(next.GetType().Name, new StoredObject(next), command.WakeAt, context.Now));
    }
}
