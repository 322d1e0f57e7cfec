namespace Requests.Contracts;

/// <summary>The status of a technical issue.</summary>
public enum IssueStatus
{
    /// <summary>A technical issue was created.</summary>
    Open,

    /// <summary>Mended.</summary>
    Resolved,
}
