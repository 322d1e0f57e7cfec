namespace Customers.Contracts.Events;

/// <summary>A customer's suspension is over.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="At">When it happened.</param>
public sealed record CustomerReactivated(CustomerId Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
