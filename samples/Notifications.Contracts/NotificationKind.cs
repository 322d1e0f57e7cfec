namespace Notifications.Contracts;

/// <summary>What a notification is about.</summary>
public enum NotificationKind
{
    /// <summary>A request was assigned to the user.</summary>
    RequestAssigned,

    /// <summary>Work on a request of the user has started.</summary>
    RequestAttended,

    /// <summary>A request of the user, or one that the user attends to, got a comment.</summary>
    RequestCommented,

    /// <summary>Nobody has attended to a request of the customer, and half of the time is over.</summary>
    RequestDelayed,

    /// <summary>A request of the customer was escalated.</summary>
    RequestEscalated,

    /// <summary>A request of the user was rejected.</summary>
    RequestRejected,

    /// <summary>A request of the user was taken up again.</summary>
    RequestReopened,

    /// <summary>A request of the user was resolved.</summary>
    RequestResolved,
}
