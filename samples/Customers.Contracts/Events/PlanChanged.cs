namespace Customers.Contracts.Events;

/// <summary>A customer has booked something else.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Plan">What it has booked now.</param>
/// <param name="MaxUsers">The maximum number of users of the plan.</param>
/// <param name="MaxOpenRequests">The maximum number of open requests of the plan.</param>
/// <param name="At">When it happened.</param>
public sealed record PlanChanged(
    CustomerId Customer, Plan Plan, int MaxUsers, int MaxOpenRequests, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
