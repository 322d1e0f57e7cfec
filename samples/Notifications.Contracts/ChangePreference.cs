namespace Notifications.Contracts;

/// <summary>Sets how the caller is notified of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="InApp">Whether such notifications are listed.</param>
/// <param name="ByEmail">Whether they are sent by e-mail.</param>
[Put("/notification-preferences/{kind}"), Allow(Role.CustomerUser, Role.CustomerAdministrator), ForCustomer]
public sealed record ChangePreference(NotificationKind Kind, bool InApp, bool ByEmail) : ICommand;
