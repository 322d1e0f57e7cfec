using System.ComponentModel.DataAnnotations;

namespace Notifications.Contracts;

/// <summary>Marks the caller's notifications as read, up to a number.</summary>
/// <param name="UpTo">The number of the last one that was read. <example>41</example></param>
[Post("/notifications/read"), Allow(Role.CustomerUser, Role.CustomerAdministrator), ForCustomer]
public sealed record ReadNotifications([Range(1, long.MaxValue)] long UpTo) : ICommand;
