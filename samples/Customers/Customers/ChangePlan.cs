using Customers.Contracts.Events;

namespace Customers;

internal sealed class ChangePlanHandler : ICommandHandler<ChangePlan, Customer, Nothing>
{
    public static readonly Refusal PlanTooSmall = new(
        "customers.plan_too_small", "The customer has more users than the plan allows. Deactivate some first.");

    public Task<Customer> Fetch(ChangePlan command, Db db, CancellationToken cancellationToken) =>
        db.One<Customer>(Customer.ById(command.Customer), cancellationToken);

    public static Decision<Nothing> Decide(ChangePlan command, Customer customer, CommandContext context)
    {
        if (customer.IsSuspended)
            return Decision.Refuse(Customer.Suspended);
        if (customer.Plan == command.Plan)
            return Decision.Accept();

        var limits = PlanLimits.Of(command.Plan);
        if (customer.Users > limits.MaxUsers)
            return Decision.Refuse(PlanTooSmall);

        var changed = customer with { Plan = command.Plan };
        return Decision.Accept()
            .Change(changed.Update(context.Now))
            .Notify(new PlanChanged(
                customer.CustomerId, command.Plan, limits.MaxUsers, limits.MaxOpenRequests, context.Now));
    }
}
