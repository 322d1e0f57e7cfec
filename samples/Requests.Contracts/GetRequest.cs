namespace Requests.Contracts;

/// <summary>Gets a request with its comments.</summary>
/// <param name="Request">The request.</param>
[Get("/requests/{request}"), Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record GetRequest(RequestId Request) : IQuery<RequestDetails>;

/// <summary>A request with everything that belongs to it.</summary>
/// <param name="Id">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="Title">The title of the request. <example>The invoice for March is missing</example></param>
/// <param name="Description">
/// A complete description of the request.
/// <example>The list of invoices ends in February, although the payment for March went through on the 2nd.</example>
/// </param>
/// <param name="Status">The status. <example>resolved</example></param>
/// <param name="Priority">The priority. <example>normal</example></param>
/// <param name="SubmittedBy">The user who submitted the request. <example>acme-user-1</example></param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="Assignee">
/// The assigned user; <see langword="null"/> if nobody is assigned.
/// <example>acme-admin-1</example>
/// </param>
/// <param name="ClosedAt">
/// When it was resolved or rejected; <see langword="null"/> while it is open.
/// <example>2026-01-16T10:15:00+00:00</example>
/// </param>
/// <param name="ReopenableUntil">
/// Until when it can be reopened; <see langword="null"/> while it is open.
/// <example>2026-01-30T10:15:00+00:00</example>
/// </param>
/// <param name="TechnicalIssue">The technical issue that was last made of it, if any.</param>
/// <param name="Comments">What was said, oldest first; the latest 500 at most.</param>
/// <param name="Version">Grows by one with each change. <example>4</example></param>
/// <param name="PausedAt">
/// Since when work on it is paused because its customer is suspended; <see langword="null"/> otherwise.
/// <example>2026-01-16T10:15:00+00:00</example>
/// </param>
public sealed record RequestDetails(
    RequestId Id,
    CustomerId Customer,
    string Title,
    string Description,
    RequestStatus Status,
    Priority Priority,
    UserId SubmittedBy,
    DateTimeOffset SubmittedAt,
    UserId? Assignee,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? ReopenableUntil,
    LinkedIssue? TechnicalIssue,
    IReadOnlyList<RequestComment> Comments,
    long Version,
    DateTimeOffset? PausedAt = null) : IVersioned;

/// <summary>A summary of the technical issue of a request.</summary>
/// <param name="Id">The technical issue.</param>
/// <param name="Status">The status. <example>resolved</example></param>
public sealed record LinkedIssue(TechnicalIssueId Id, IssueStatus Status);

/// <summary>A comment on a request.</summary>
/// <param name="Id">The comment.</param>
/// <param name="Kind">On what occasion it was written. <example>resolution</example></param>
/// <param name="Text">What was said. <example>The invoice for March is in the list now.</example></param>
/// <param name="WrittenBy">Who said it. <example>acme-admin-1</example></param>
/// <param name="WrittenAt">When it was said. <example>2026-01-16T10:15:00+00:00</example></param>
public sealed record RequestComment(
    CommentId Id, CommentKind Kind, string Text, UserId WrittenBy, DateTimeOffset WrittenAt);
