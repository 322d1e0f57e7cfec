namespace Requests.Contracts;

/// <summary>Where a request stands.</summary>
public enum RequestStatus
{
    /// <summary>Waits for somebody to attend to it.</summary>
    Submitted,

    /// <summary>Somebody works on it.</summary>
    Attending,

    /// <summary>Waits for the maintenance team to resolve a technical issue.</summary>
    Escalated,

    /// <summary>Done. It can be reopened for 14 days, or as many as the settings say.</summary>
    Resolved,

    /// <summary>Will not be done. It can be reopened for 14 days, or as many as the settings say.</summary>
    Rejected,
}
