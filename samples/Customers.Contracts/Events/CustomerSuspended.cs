namespace Customers.Contracts.Events;

/// <summary>A customer can change nothing any more.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Reason">The reason, which the customer can read.</param>
/// <param name="At">When it happened.</param>
public sealed record CustomerSuspended(
    CustomerId Customer, string Reason, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
