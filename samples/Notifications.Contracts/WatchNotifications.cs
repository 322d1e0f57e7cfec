using System.ComponentModel.DataAnnotations;
using Notifications.Contracts.Events;

namespace Notifications.Contracts;

/// <summary>Sends the caller's notifications as they come; only new ones unless the last one that the caller has is named.</summary>
/// <param name="LastEventId">The number of the last notification that the caller has. <example>41</example></param>
[Get("/notifications/live"), Live(typeof(NotificationAdded)), Allow(Role.CustomerUser, Role.CustomerAdministrator), ForCustomer]
public sealed record WatchNotifications([RegularExpression("^[0-9]{1,18}$")] string? LastEventId = null)
    : IQuery<IAsyncEnumerable<Notification>>;
