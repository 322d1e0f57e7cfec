namespace Customers.Contracts.Events;

/// <summary>A customer wants the system to behave in another way.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Settings">All settings as they are now.</param>
/// <param name="At">When it happened.</param>
public sealed record SettingsChanged(
    CustomerId Customer, CustomerSettings Settings, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
