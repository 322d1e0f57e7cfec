namespace Requests.Contracts;

/// <summary>
/// Resolves a technical issue. The request that it came from is <c>attending</c> again.
/// </summary>
/// <remarks>Refused with <c>issues.already_resolved</c> when it was resolved before.</remarks>
/// <param name="Issue">The technical issue.</param>
/// <param name="Resolution">
/// What was wrong and what was changed.
/// <example>Payments are now matched by their reference before an invoice is made.</example>
/// </param>
[Post("/technical-issues/{issue}/resolution"), Allow(Role.PlatformMaintenance, Role.PlatformAdministrator)]
public sealed record ResolveTechnicalIssue(
    TechnicalIssueId Issue,
    [Required, Length(1, 4_000)] string Resolution) : ICommand;
