using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Idempotency;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Processes;

/// <summary>A process's part of handling a message: fetch the instance, ask what is next, decide what is stored.</summary>
internal abstract class ProcessSteps : EventSteps
{
    private static readonly Refusal WrongKey = new(
        "process.key_not_storable",
        "The key of a process's instance has 1 to 200 characters, none of which is the character 0. Correct KeyOf, or the event.");

    private protected static readonly Refusal NotOwn = new(
        "process.not_own", "A service takes such a message from itself only. Somebody else has sent it, or for another customer: discard it.");

    /// <summary>Asks the process, and turns what it says into rows, events and commands.</summary>
    /// <param name="process">The process.</param>
    /// <param name="instance">The instance as it is.</param>
    /// <param name="message">What the process is told.</param>
    /// <param name="context">For whom, and when.</param>
    /// <param name="services">Knows what the process may send.</param>
    /// <returns><see langword="null"/> when everything stays as it is.</returns>
    private protected static Decision<Nothing>? Move(
        ProcessDefinition process, ProcessInstance instance, object message, EventContext context, IServiceProvider services)
    {
        var customer = CustomerOf(process, context.Customer);
        // Another node's clock may be ahead, by which the time has come.
        var at = message switch
        {
            TimeIsUp up => up.At,
            ScheduleFired fired => fired.At,
            _ => context.Now,
        };
        var now = at > context.Now ? at : context.Now;
        ProcessMove move;
        using (PlatformTelemetry.Step("decide"))
            move = process.Next(instance.State, message, new ProcessContext(instance.Key, customer, now));
        if (!move.Changes)
            return null;
        if (move.State is not { } state)
            throw new InvalidOperationException(
                $"'{process.Name}' has sent or told something on {message.GetType().Name} without a state to keep.");
        Check(process, state, move.Send, services);

        var step = instance.Version + 1;
        var sent = move.Send.Select(command => command.GetType().FullName!).ToArray();
        string[] ordered = [.. sent, .. move.Call.Select(call => call.GetType().FullName!)];
        var stored = new InstanceMove(
            instance.Id, process.Name, instance.Key, customer?.Value, instance.Version, state.GetType().Name, Stored(move.WakeAt),
            move.Ends, instance.State is null, now, MessageName(message), ordered);
        var decision = Decision.Accept().Begin(stored, new StoredObject(state));
        for (var place = 0; place < move.Send.Count; place++)
        {
            decision.Insert($"""
                insert into tdp.process_command (instance, step, place, customer_id, type, body)
                values ({instance.Id}, {step}, {place}, {customer?.Value}, {sent[place]}, {new StoredObject(move.Send[place])})
                """);
            decision.SendToSelf(new CommandDue(process.Name, instance.Id, step, place) { CommandType = sent[place] });
        }

        foreach (var call in move.Call)
            decision.CallFor(call, (process.Name, instance.Id, step));
        foreach (var told in move.Notify)
            decision.Notify(told);
        return decision;
    }

    private protected static CustomerId? CustomerOf(ProcessDefinition process, CustomerId? customer) =>
        process.AcrossCustomers ? null : customer;

    /// <exception cref="RefusedException">The key can't be stored.</exception>
    private protected static Guid IdOf(ProcessDefinition process, CustomerId? customer, string key) =>
        IsKey(key)
            ? ProcessInstance.IdOf(process.Name, CustomerOf(process, customer), key)
            : throw new RefusedException(WrongKey);

    private protected static bool IsKey(string key) =>
        key is { Length: > 0 and <= 200 } && !key.Contains('\0', StringComparison.Ordinal);

    /// <summary>The process that a message of the service to itself is about.</summary>
    /// <exception cref="RefusedException">Somebody else has sent it.</exception>
    /// <exception cref="UnreadableMessageException">This node has no such process.</exception>
    private protected static ProcessDefinition Find(IServiceProvider services, string name, EventContext context) =>
        FindAny(services, name, context) is var process && process.AcrossCustomers == context.Customer is null
            ? process
            : throw new RefusedException(NotOwn);

    /// <inheritdoc cref="Find" />
    /// <remarks>Whatever customer the message names.</remarks>
    private protected static ProcessDefinition FindAny(IServiceProvider services, string name, EventContext context)
    {
        CheckOwn(context, services);
        return services.GetRequiredService<ProcessRegistry>().Find(name) ?? throw new UnreadableMessageException(
            "process.unknown", $"The service has no process '{name}'. End its instances, or bring it back.")
        { MayBeKnownElsewhere = true };
    }

    /// <exception cref="RefusedException">Somebody else has sent the message.</exception>
    private protected static void CheckOwn(EventContext context, IServiceProvider services)
    {
        if (context.Source != services.GetRequiredService<MessageService>().Name)
            throw new RefusedException(NotOwn);
    }

    // The instance has ended since the transition, or has begun anew. One that ended by it never hears of what it has ordered.
    private protected static bool IsForNobody(ProcessInstance instance, long step) =>
        step < instance.Began || (instance.State is null && step < instance.Version);

    /// <summary>Notes something of a message that is then refused, which stores nothing itself.</summary>
    private protected static async Task Note(Db db, IServiceProvider services, Sql sql, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<Database>();
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(db.Caller));
        batch.BatchCommands.Add(Database.Command(sql));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    // What is stored must be found again.
    private static void Check(
        ProcessDefinition process, object state, IReadOnlyList<IAnyCommand> send, IServiceProvider services)
    {
        if (process.StateOf(state.GetType().Name) != state.GetType())
            throw new InvalidOperationException(
                $"'{state.GetType()}' is not a state of '{process.Name}': declare it within the type of the states.");
        if (send.Count == 0)
            return;
        var identity = services.GetRequiredService<ProcessRegistry>().IdentityOf(process);
        if (send.FirstOrDefault(command => !identity.Messages.Contains(command.GetType())) is { } undeclared)
            throw new PlatformException(
                "TDP0361", $"'{process.Name}' may not send '{undeclared.GetType().Name}': its [ServiceIdentity] does not name it.");
    }

    // The database counts microseconds: never woken before the time that the process has computed.
    private static DateTimeOffset? Stored(DateTimeOffset? wakeAt) => wakeAt is not { } at
        ? null
        : at.UtcTicks % TimeSpan.TicksPerMicrosecond is 0 || at.Year == DateTimeOffset.MaxValue.Year
            ? at
            : at.AddTicks(TimeSpan.TicksPerMicrosecond - (at.UtcTicks % TimeSpan.TicksPerMicrosecond));

    private static string MessageName(object message) => message switch
    {
        CommandSucceeded succeeded => $"{succeeded.Command.GetType().Name} succeeded",
        CommandRefused refused => $"{refused.Command.GetType().Name} refused: {refused.Refusal.Code}",
        CallSucceeded succeeded => $"{succeeded.Call.GetType().Name} succeeded",
        CallFailed failed => $"{failed.Call.GetType().Name} failed: {failed.Refusal.Code}",
        _ => message.GetType().Name,
    };
}

/// <summary>An event that a process reacts to.</summary>
internal sealed class ProcessEventSteps(ProcessDefinition process, ProcessEvent on) : ProcessSteps
{
    internal override Guid? InstanceOf(IEvent @event, CustomerId? customer) =>
        on.KeyOf(@event) is var key && IsKey(key) ? IdOf(process, customer, key) : null;

    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var key = on.KeyOf(@event);
        var id = IdOf(process, context.Customer, key);
        ProcessInstance? instance;
        using (PlatformTelemetry.Step("fetch"))
            instance = await ProcessResult.Fetch(db, process, CustomerOf(process, context.Customer), id, cancellationToken);
        if (db.EndsFlow)
            return null;
        return Move(process, instance ?? ProcessInstance.None(id, key), @event, context, services) ?? Decision.Accept();
    }
}

/// <summary>The time that an instance has set has come.</summary>
internal sealed class ProcessDueSteps : ProcessSteps
{
    internal override Guid? InstanceOf(IEvent @event, CustomerId? customer) => ((ProcessDue)@event).Instance;

    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var due = (ProcessDue)@event;
        var process = Find(services, due.Process, context);
        var instance = await ProcessResult.Fetch(db, process, context.Customer, due.Instance, cancellationToken);
        if (db.EndsFlow)
            return null;
        // Another message came first, and the state that wanted to be woken is no longer so; or it was never due.
        if (instance is not { State: not null, WokenAt: { } at } || instance.Version != due.Version)
            return Decision.Accept();
        return Move(process, instance, new TimeIsUp(at), context, services) ?? Decision.Accept().ChangeAny(
            $"update tdp.process set woken_at = null where id = {due.Instance} and version = {due.Version}");
    }
}

/// <summary>A command that an instance has sent runs, and the instance is told how it ended.</summary>
/// <remarks>It takes no turn: the command may take long, and the version of the instance is enough.</remarks>
internal sealed class CommandDueSteps : ProcessSteps
{
    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var due = (CommandDue)@event;
        var process = Find(services, due.Process, context);
        var identity = services.GetRequiredService<ProcessRegistry>().IdentityOf(process);
        var batch = db.Batch();
        var waiting = batch.Add(new WaitingCommand(identity.Messages, due), WaitingCommand.Of(due));
        var instance = await ProcessResult.Fetch(batch, process, context.Customer, due.Instance, cancellationToken);
        if (db.EndsFlow)
            return null;
        if (instance is null || waiting.Value is not var (command, attempt))
            return Decision.Accept();

        // Under a key, so that it takes effect once however often this message comes.
        var outcome = await Run(
            services.GetRequiredService<MessageGate>(), command, identity, context.Customer, attempt, cancellationToken);
        var decision = IsForNobody(instance, due.Step) ? Decision.Accept()
            : instance.State is null ? null
            : Move(process, instance, outcome, context, services);
        // Nobody has taken note of a refusal: a person has to.
        if (decision is null && outcome is CommandRefused { Refusal: { } refusal })
        {
            // The refusal is under the command's key for a day; who replays the message wants another decision.
            await Note(
                db, services, $"select tdp.count_refusal({due.Instance}, {due.Step}, {due.Place})", cancellationToken);
            return Decision.Refuse(refusal);
        }

        return (decision ?? Decision.Accept()).ChangeAny(
            $"select tdp.end_command({due.Instance}, {due.Step}, {due.Place})");
    }

    private static async Task<object> Run(
        MessageGate gate, IAnyCommand command, ServiceIdentity identity, CustomerId? customer, Attempt attempt,
        CancellationToken cancellationToken)
    {
        try
        {
            return new CommandSucceeded(command, await gate.RunAny(command, identity, customer, attempt, cancellationToken));
        }
        catch (RefusedException e) when (e.Refusal == CommandPipeline.TooBusy || e.Refusal == EarlierAnswer.AnotherPayload)
        {
            // Not what the command's rules say: it is tried again.
            throw new RaceLostException($"'{command.GetType().Name}' could not run now: {e.Refusal.Message}");
        }
        catch (RefusedException e)
        {
            return new CommandRefused(command, e.Refusal);
        }
        catch (InvalidInputException e)
        {
            return new CommandRefused(command, new Refusal("process.invalid_command", e.Message, RefusalKind.Invalid));
        }
    }
}
