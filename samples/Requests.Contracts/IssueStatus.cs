namespace Requests.Contracts;

/// <summary>Where a technical issue stands.</summary>
public enum IssueStatus
{
    /// <summary>The maintenance team has work to do.</summary>
    Open,

    /// <summary>Mended.</summary>
    Resolved,
}
