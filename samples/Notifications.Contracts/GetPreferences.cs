namespace Notifications.Contracts;

/// <summary>Tells how the caller is notified, for each kind.</summary>
[Get("/notification-preferences"), Allow(Role.CustomerUser, Role.CustomerAdministrator), ForCustomer]
public sealed record GetPreferences : IQuery<Preferences>;

/// <summary>How a user is notified.</summary>
/// <param name="Kinds">Each kind with its ways.</param>
public sealed record Preferences(IReadOnlyList<Preference> Kinds);

/// <summary>How a user is notified of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="InApp">Whether such notifications are listed.</param>
/// <param name="ByEmail">Whether they are sent by e-mail, if an address of the user is known.</param>
public sealed record Preference(NotificationKind Kind, bool InApp, bool ByEmail);
