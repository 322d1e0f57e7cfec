namespace Requests.Contracts;

/// <summary>Lists technical issues, newest first.</summary>
[Get("/technical-issues"), Allow(Role.PlatformMaintenance, Role.PlatformAdministrator)]
[Sortable("createdAt", Default = "-createdAt")]
public sealed record ListTechnicalIssues : PageQuery<TechnicalIssueSummary>
{
    /// <summary>Only issues in one of these states.</summary>
    [Filter] public Filter<IssueStatus> Status { get; init; }

    /// <summary>Only issues of one of these severities.</summary>
    [Filter] public Filter<IssueSeverity> Severity { get; init; }

    /// <summary>Only issues made within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> CreatedAt { get; init; }
}

/// <summary>A technical issue: all that the maintenance team sees of a customer.</summary>
/// <param name="Id">The technical issue.</param>
/// <param name="Title">
/// A short title of the problem.
/// <example>Invoices are not created when a payment comes in twice</example>
/// </param>
/// <param name="Description">
/// What was observed, and how to reproduce it.
/// <example>Two payments with the same reference arrived within a second.</example>
/// </param>
/// <param name="Severity">The severity. <example>major</example></param>
/// <param name="Status">The status. <example>resolved</example></param>
/// <param name="CreatedBy">The Platform Administrator who made it. <example>platform-admin-1</example></param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Resolution">
/// What was wrong and what was changed; <see langword="null"/> while it is open.
/// <example>Payments are now matched by their reference before an invoice is made.</example>
/// </param>
/// <param name="ResolvedBy">
/// Who resolved it; <see langword="null"/> while it is open.
/// <example>platform-maintenance-1</example>
/// </param>
/// <param name="ResolvedAt">
/// When it was resolved; <see langword="null"/> while it is open.
/// <example>2026-01-16T10:15:00+00:00</example>
/// </param>
public sealed record TechnicalIssueSummary(
    TechnicalIssueId Id,
    string Title,
    string Description,
    IssueSeverity Severity,
    IssueStatus Status,
    UserId CreatedBy,
    DateTimeOffset CreatedAt,
    string? Resolution,
    UserId? ResolvedBy,
    DateTimeOffset? ResolvedAt);
