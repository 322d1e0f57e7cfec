namespace Requests.Contracts;

/// <summary>The status of a request.</summary>
public enum RequestStatus
{
    /// <summary>Waits to be assigned.</summary>
    Submitted,

    /// <summary>In progress.</summary>
    Attending,

    /// <summary>Waits for the maintenance team to resolve a technical issue.</summary>
    Escalated,

    /// <summary>Done. It can be reopened for 14 days, or as many as the settings say.</summary>
    Resolved,

    /// <summary>Will not be done. It can be reopened for 14 days, or as many as the settings say.</summary>
    Rejected,
}
