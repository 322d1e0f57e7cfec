namespace Notifications.Contracts;

/// <summary>Lists the caller's notifications, newest first.</summary>
[Get("/notifications"), Allow(Role.CustomerUser, Role.CustomerAdministrator), ForCustomer]
[Sortable("number", Default = "-number")]
public sealed record ListNotifications : PageQuery<Notification>
{
    /// <summary>Only notifications that were read, or only those that were not.</summary>
    [Filter] public Filter<bool> IsRead { get; init; }

    /// <summary>Only notifications of these kinds.</summary>
    [Filter] public Filter<NotificationKind> Kind { get; init; }
}

/// <summary>Something that a user should know.</summary>
/// <param name="Id">The notification.</param>
/// <param name="Number">Counts the user's notifications, from 1 on.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">The item that it is about, such as the id of a request.</param>
/// <param name="Text">What happened. <example>Your request was resolved.</example></param>
/// <param name="At">When it happened.</param>
/// <param name="IsRead">Whether the user has read it.</param>
public sealed record Notification(
    NotificationId Id, long Number, NotificationKind Kind, string Subject, string Text, DateTimeOffset At, bool IsRead) : IStreamed
{
    string IStreamed.EventId => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
