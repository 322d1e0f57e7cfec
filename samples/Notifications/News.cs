using Requests.Contracts.Events;

namespace Notifications;

/// <summary>What there is to tell of an event, and whom.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Customer">The customer of the users.</param>
/// <param name="Subject">The item that it is about.</param>
/// <param name="Text">What happened.</param>
/// <param name="Users">The users to tell.</param>
/// <param name="ToAdministrators">Whether the customer's administrators are told, too.</param>
/// <param name="At">When it happened.</param>
internal sealed record News(
    NotificationKind Kind, CustomerId Customer, string Subject, string Text, IReadOnlyList<UserId> Users, bool ToAdministrators,
    DateTimeOffset At)
{
    internal static News Of(RequestAssigned e) => new(
        NotificationKind.RequestAssigned, e.Customer, $"{e.Request}", "A request was assigned to you.",
        Except(e.AssignedBy, e.Assignee), false, e.At);

    internal static News Of(RequestAttended e) => new(
        NotificationKind.RequestAttended, e.Customer, $"{e.Request}", "Work on your request has started.",
        Except(e.AttendedBy, e.SubmittedBy), false, e.At);

    internal static News Of(RequestCommented e) => new(
        NotificationKind.RequestCommented, e.Customer, $"{e.Request}", "There is a new comment.",
        Except(e.WrittenBy, e.SubmittedBy, e.Assignee), false, e.At);

    internal static News Of(RequestDelayed e) => new(
        NotificationKind.RequestDelayed, e.Customer, $"{e.Request}",
        $"Nobody has attended to '{e.Title}' yet. It is escalated at {e.DueAt:u}.", [], true, e.At);

    internal static News Of(RequestEscalated e) => new(
        NotificationKind.RequestEscalated, e.Customer, $"{e.Request}", "A request was escalated.", [], true, e.At);

    internal static News Of(RequestRejected e) => new(
        NotificationKind.RequestRejected, e.Customer, $"{e.Request}", "Your request was rejected.",
        Except(e.RejectedBy, e.SubmittedBy), false, e.At);

    internal static News Of(RequestReopened e) => new(
        NotificationKind.RequestReopened, e.Customer, $"{e.Request}", "Your request was taken up again.",
        Except(e.ReopenedBy, e.SubmittedBy), false, e.At);

    internal static News Of(RequestResolved e) => new(
        NotificationKind.RequestResolved, e.Customer, $"{e.Request}", "Your request was resolved.",
        Except(e.ResolvedBy, e.SubmittedBy), false, e.At);

    // Nobody is told what they have done themselves.
    private static UserId[] Except(UserId actor, params UserId?[] users) =>
        [.. users.OfType<UserId>().Where(user => user != actor).Distinct()];
}
