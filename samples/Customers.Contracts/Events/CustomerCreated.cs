namespace Customers.Contracts.Events;

/// <summary>There is a new customer.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Plan">What it has booked.</param>
/// <param name="MaxUsers">How many users the plan allows.</param>
/// <param name="MaxOpenRequests">How many open requests the plan allows.</param>
/// <param name="At">When it happened.</param>
public sealed record CustomerCreated(
    CustomerId Customer, string Name, Plan Plan, int MaxUsers, int MaxOpenRequests, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
