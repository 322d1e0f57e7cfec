using System.ComponentModel.DataAnnotations;

namespace Notifications.Contracts.Events;

/// <summary>Users have new notifications.</summary>
/// <param name="Customer">The customer of the users.</param>
/// <param name="Users">The users.</param>
/// <param name="Kind">What the notifications are about.</param>
/// <param name="Item">The item that they are about, such as the id of a request.</param>
/// <param name="At">When it happened.</param>
public sealed record NotificationAdded(
    CustomerId Customer, [MaxLength(1_000)] IReadOnlyList<UserId> Users, NotificationKind Kind, string Item, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Item;
}
