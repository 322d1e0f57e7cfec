namespace Requests.Contracts;

/// <summary>
/// Makes a technical issue for the maintenance team out of a request, which becomes <c>escalated</c> until the issue is
/// resolved.
/// </summary>
/// <remarks>
/// Refused with <c>requests.not_possible_now</c> unless the request is <c>submitted</c> or <c>attending</c>, and with
/// <c>requests.paused</c> while its customer is suspended. The maintenance team sees the
/// issue and not the request: write into it what they need, and nothing about the customer that they do not.
/// </remarks>
/// <param name="Request">The request.</param>
/// <param name="Title">
/// A short title of the problem.
/// <example>Invoices are not created when a payment comes in twice</example>
/// </param>
/// <param name="Description">
/// What was observed, and how to reproduce it.
/// <example>Two payments with the same reference arrived within a second.</example>
/// </param>
/// <param name="Severity">The severity.</param>
[Post("/requests/{request}/escalation"), Allow(Role.PlatformAdministrator)]
public sealed record EscalateRequest(
    RequestId Request,
    [Required, Length(1, 200)] string Title,
    [Required, Length(1, 10_000)] string Description,
    IssueSeverity Severity) : ICommand<TechnicalIssueReceipt>;

/// <summary>Confirms that a technical issue was made.</summary>
/// <param name="Id">The new technical issue.</param>
public sealed record TechnicalIssueReceipt(TechnicalIssueId Id);
