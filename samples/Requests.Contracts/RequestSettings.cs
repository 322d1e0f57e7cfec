namespace Requests.Contracts;

/// <summary>How requests are handled, for the whole platform or for one customer.</summary>
[Settings("requests")]
public sealed record RequestSettings
{
    /// <summary>For how many days after it was closed a request can be reopened.</summary>
    [Range(0, 365)] public int ReopenableForDays { get; init; } = 14;

    /// <summary>Whether customer users may reopen requests; administrators always may.</summary>
    public bool UsersMayReopen { get; init; } = true;

    /// <summary>After how many days a request that nobody attends to is rejected; never when left out.</summary>
    [Range(1, 3_650)] public int? RejectUnattendedAfterDays { get; init; }
}
