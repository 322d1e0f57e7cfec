namespace Requests.Contracts;

/// <summary>How soon a request should be attended.</summary>
public enum Priority
{
    /// <summary>Low priority.</summary>
    Low,

    /// <summary>In its turn.</summary>
    Normal,

    /// <summary>Before the others: work is hindered.</summary>
    High,

    /// <summary>At once: work stands still.</summary>
    Urgent,
}
