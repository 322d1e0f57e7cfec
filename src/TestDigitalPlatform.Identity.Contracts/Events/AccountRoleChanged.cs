namespace TestDigitalPlatform.Identity.Events;

/// <summary>A person may do other things than before.</summary>
/// <param name="Account">The account.</param>
/// <param name="Customer">The person's customer; none for the platform's own people.</param>
/// <param name="FormerRole">The role before.</param>
/// <param name="AccountRole">The role now.</param>
/// <param name="At">When it happened.</param>
public sealed record AccountRoleChanged(
    UserId Account, CustomerId? Customer, Role FormerRole, Role AccountRole, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Account.ToString();
}
