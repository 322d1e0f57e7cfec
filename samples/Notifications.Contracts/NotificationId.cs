namespace Notifications.Contracts;

/// <summary>Names a notification.</summary>
[Id]
public readonly partial record struct NotificationId(Guid Value);
