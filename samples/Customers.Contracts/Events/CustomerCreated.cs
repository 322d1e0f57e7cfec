namespace Customers.Contracts.Events;

/// <summary>A customer was created.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Name">The display name.</param>
/// <param name="Plan">The plan.</param>
/// <param name="MaxUsers">The maximum number of users of the plan.</param>
/// <param name="MaxOpenRequests">The maximum number of open requests of the plan.</param>
/// <param name="At">When it happened.</param>
public sealed record CustomerCreated(
    CustomerId Customer, string Name, Plan Plan, int MaxUsers, int MaxOpenRequests, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
