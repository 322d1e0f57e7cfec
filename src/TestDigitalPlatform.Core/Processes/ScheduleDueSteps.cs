using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Processes;

/// <summary>A time of a schedule has come: the process is told, or first the customers are found.</summary>
internal sealed class ScheduleDueSteps : ProcessSteps
{
    private const string Key = "schedule";

    // How far another node's clock may be ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    internal override async Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        var due = (ScheduleDue)@event;
        var process = FindAny(services, due.Process, context);
        Check(due, process, context, services);
        if (due.Customer is null && !process.AcrossCustomers)
            return await Spread(due, services, cancellationToken);
        if (due.Customer is not null && process.AcrossCustomers)
            throw new RefusedException(NotOwn);
        var id = IdOf(process, context.Customer, Key);
        ProcessInstance? instance;
        using (PlatformTelemetry.Step("fetch"))
            instance = await ProcessResult.Fetch(db.Batch(), process, context.Customer, id, cancellationToken);
        if (db.EndsFlow)
            return null;
        return Move(process, instance ?? ProcessInstance.None(id, Key), new ScheduleFired(due.At), context, services)
            ?? Decision.Accept();
    }

    /// <exception cref="RefusedException">Somebody else has sent it.</exception>
    /// <exception cref="UnreadableMessageException">This node knows the schedule by other times.</exception>
    private static void Check(ScheduleDue due, ProcessDefinition process, EventContext context, IServiceProvider services)
    {
        if (context.Customer != due.Customer || due.At > context.Now + Ahead)
            throw new RefusedException(NotOwn);
        var schedules = services.GetRequiredService<ProcessRegistry>().Schedules;
        if (!schedules.Any(schedule => schedule.Process == process && schedule.Has(due.At)))
            throw new UnreadableMessageException(
                "process.unknown_time", $"The schedule of '{process.Name}' does not have the time {due.At:O}.")
            { MayBeKnownElsewhere = true };
    }

    // A message for each customer, some at a time: any number of them fits.
    private static async Task<Decision<Nothing>> Spread(
        ScheduleDue due, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (customers, last) = await services.GetRequiredService<CustomerWalk>().Page(due.After, cancellationToken);
        var decision = Decision.Accept();
        foreach (var customer in customers)
            decision.SendToSelf(new ScheduleDue(due.Process, due.At, customer));
        if (last is not null)
            decision.SendToSelf(due with { After = last });
        return decision;
    }
}
