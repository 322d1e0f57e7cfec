using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Processes;

/// <summary>A process's part of handling a message: fetch the instance, ask what is next, decide what is stored.</summary>
internal abstract class ProcessSteps : EventSteps
{
    /// <summary>Asks the process, and turns what it says into rows, events and commands.</summary>
    /// <param name="process">The process.</param>
    /// <param name="instance">The instance as it is.</param>
    /// <param name="message">What the process is told.</param>
    /// <param name="context">For whom, and when.</param>
    /// <returns><see langword="null"/> when everything stays as it is.</returns>
    private protected static Decision<Nothing>? Move(
        ProcessDefinition process, ProcessInstance instance, object message, EventContext context)
    {
        var customer = process.AcrossCustomers ? null : context.Customer;
        ProcessMove move;
        using (PlatformTelemetry.Step("decide"))
            move = process.Next(instance.State, message, new ProcessContext(instance.Key, customer, context.Now));
        if (!move.Changes)
            return null;
        if (move.State is not { } state)
            throw new InvalidOperationException(
                $"'{process.Name}' has sent or told something on {message.GetType().Name} without a state to keep.");

        var step = instance.Version + 1;
        var sent = move.Send.Select(command => command.GetType().FullName!).ToArray();
        var decision = Decision.Accept().ChangeAny($"""
            select tdp.move_process({instance.Id}, {process.Name}, {instance.Key}, {customer?.Value}, {instance.Version},
            {state.GetType().Name}, {new StoredObject(state)}, {move.WakeAt}, {move.Ends}, {instance.State is null}, {context.Now},
            {MessageName(message)}, {sent})
            """);
        for (var place = 0; place < move.Send.Count; place++)
        {
            decision.Insert($"""
                insert into tdp.process_command (instance, step, place, customer_id, type, body)
                values ({instance.Id}, {step}, {place}, {customer?.Value}, {sent[place]}, {new StoredObject(move.Send[place])})
                """);
            decision.SendToSelf(new CommandDue(process.Name, instance.Id, step, place) { CommandType = sent[place] });
        }

        foreach (var told in move.Notify)
            decision.Notify(told);
        return decision;
    }

    private protected static ProcessDefinition Find(IServiceProvider services, string name) =>
        services.GetRequiredService<ProcessRegistry>().Find(name) ?? throw new RefusedException(new Refusal(
            "process.unknown", $"The service has no process '{name}' any more. End its instances, or bring it back."));

    private static string MessageName(object message) => message switch
    {
        CommandSucceeded succeeded => $"{succeeded.Command.GetType().Name} succeeded",
        CommandRefused refused => $"{refused.Command.GetType().Name} refused: {refused.Refusal.Code}",
        _ => message.GetType().Name,
    };
}

/// <summary>An event that a process reacts to.</summary>
internal sealed class ProcessEventSteps(ProcessDefinition process, ProcessEvent on) : ProcessSteps
{
    internal override Guid? InstanceOf(IEvent @event, CustomerId? customer) => IdOf(on.KeyOf(@event), customer);

    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var key = on.KeyOf(@event);
        var id = IdOf(key, context.Customer);
        ProcessInstance? instance;
        using (PlatformTelemetry.Step("fetch"))
            instance = await ProcessResult.Fetch(db.Batch(), process, id, cancellationToken);
        if (db.EndsFlow)
            return null;
        return Move(process, instance ?? ProcessInstance.None(id, key), @event, context) ?? Decision.Accept();
    }

    private Guid IdOf(string key, CustomerId? customer) =>
        ProcessInstance.IdOf(process.Name, process.AcrossCustomers ? null : customer, key);
}

/// <summary>The time that an instance has set has come.</summary>
internal sealed class ProcessDueSteps : ProcessSteps
{
    internal override Guid? InstanceOf(IEvent @event, CustomerId? customer) => ((ProcessDue)@event).Instance;

    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var due = (ProcessDue)@event;
        var process = Find(services, due.Process);
        var instance = await ProcessResult.Fetch(db.Batch(), process, due.Instance, cancellationToken);
        if (db.EndsFlow)
            return null;
        // Another message came first, and the state that wanted to be woken is no longer so; or it was never due.
        if (instance is not { State: not null, WokenAt: { } at } || instance.Version != due.Version)
            return Decision.Accept();
        return Move(process, instance, new TimeIsUp(at), context) ?? Decision.Accept().ChangeAny(
            $"update tdp.process set woken_at = null where id = {due.Instance} and version = {due.Version}");
    }
}

/// <summary>A command that an instance has sent runs, and the instance is told how it ended.</summary>
internal sealed class CommandDueSteps : ProcessSteps
{
    internal override Guid? InstanceOf(IEvent @event, CustomerId? customer) => ((CommandDue)@event).Instance;

    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var due = (CommandDue)@event;
        var process = Find(services, due.Process);
        var identity = services.GetRequiredService<ProcessRegistry>().IdentityOf(process);
        var batch = db.Batch();
        var waiting = batch.Add(new WaitingCommand(identity.Messages), WaitingCommand.Of(due));
        var instance = await ProcessResult.Fetch(batch, process, due.Instance, cancellationToken);
        if (db.EndsFlow)
            return null;
        if (instance is null || waiting.Value is not { } command)
            return Decision.Accept();

        // Under a key, so that it takes effect once however often this message comes.
        var outcome = await Run(
            services.GetRequiredService<MessageGate>(), command, identity, process.AcrossCustomers ? null : context.Customer,
            $"process {due.Instance} {due.Step} {due.Place}", cancellationToken);
        var decision = Move(process, instance, outcome, context);
        // Nobody has taken note of a refusal: a person has to.
        if (decision is null && outcome is CommandRefused { Refusal: { } refusal })
            return Decision.Refuse(refusal);
        return (decision ?? Decision.Accept()).ChangeAny(
            $"select tdp.end_command({due.Instance}, {due.Step}, {due.Place})");
    }

    private static async Task<object> Run(
        MessageGate gate, IAnyCommand command, ServiceIdentity identity, CustomerId? customer, string key,
        CancellationToken cancellationToken)
    {
        try
        {
            return new CommandSucceeded(command, await gate.RunAny(command, identity, customer, key, cancellationToken));
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
