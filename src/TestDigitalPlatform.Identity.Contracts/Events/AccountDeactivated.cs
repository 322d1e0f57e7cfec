namespace TestDigitalPlatform.Identity.Events;

/// <summary>A person can't sign in any more.</summary>
/// <param name="Account">The account.</param>
/// <param name="Customer">The person's customer; none for the platform's own people.</param>
/// <param name="At">When it happened.</param>
public sealed record AccountDeactivated(UserId Account, CustomerId? Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Account.ToString();
}
