namespace Requests.Contracts;

/// <summary>
/// Reports how many requests there are and how long they take, by one or two groups: a Customer Administrator's own
/// customer, Platform Administrators over all.
/// </summary>
/// <param name="By">What a row of the report stands for. <example>month</example></param>
[Get("/requests/report"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record ReportRequests(ReportGroup By) : IQuery<RequestReport>
{
    /// <summary>The second grouping. Default: none. <example>priority</example></summary>
    public ReportGroup? ThenBy { get; init; }

    /// <summary>Only requests submitted at or after this instant.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>What requests are grouped by.</summary>
public enum ReportGroup
{
    /// <summary>The status.</summary>
    Status,

    /// <summary>How soon they should be attended.</summary>
    Priority,

    /// <summary>The assigned user.</summary>
    Assignee,

    /// <summary>The month in which they were submitted, in UTC: <c>2026-11</c>.</summary>
    Month,
}

/// <summary>A report on requests.</summary>
/// <param name="Rows">At most 1,000 rows, in the order of their groups.</param>
public sealed record RequestReport(IReadOnlyList<RequestReportRow> Rows);

/// <summary>A row of the report.</summary>
/// <param name="Groups">The value of each group by its name; <see langword="null"/> for requests without one.</param>
/// <param name="Requests">How many requests are in these groups. <example>12</example></param>
/// <param name="HoursToClose">
/// How many hours those that are closed took, on average; <see langword="null"/> when none is closed.
/// <example>26.5</example>
/// </param>
public sealed record RequestReportRow(IReadOnlyDictionary<string, string?> Groups, long Requests, decimal? HoursToClose);
