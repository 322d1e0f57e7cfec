namespace Customers.Contracts.Events;

/// <summary>A customer has another name for people.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Name">The new name.</param>
/// <param name="At">When it happened.</param>
public sealed record CustomerRenamed(
    CustomerId Customer, string Name, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
