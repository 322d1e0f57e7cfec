namespace Requests.Contracts;

/// <summary>Gets a request with its comments.</summary>
/// <param name="Request">The request.</param>
[Get("/requests/{request}"), Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record GetRequest(RequestId Request) : IQuery<RequestDetails>;

/// <summary>A request with everything that belongs to it.</summary>
/// <param name="Id">The request.</param>
/// <param name="Customer">Whose request it is.</param>
/// <param name="Title">What is wanted, in a few words.</param>
/// <param name="Description">Everything that somebody needs to know who was not there.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Priority">How soon it should be attended.</param>
/// <param name="SubmittedBy">Who asked.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="Assignee">Who is to attend to it; <see langword="null"/> for nobody yet.</param>
/// <param name="ClosedAt">When it was resolved or rejected; <see langword="null"/> while it is open.</param>
/// <param name="ReopenableUntil">Until when it can be reopened; <see langword="null"/> while it is open.</param>
/// <param name="TechnicalIssue">The technical issue that was last made of it, if any.</param>
/// <param name="Comments">What was said, oldest first; the latest 500 at most.</param>
/// <param name="Version">Grows by one with each change.</param>
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
    long Version) : IVersioned;

/// <summary>What a request shows of its technical issue.</summary>
/// <param name="Id">The technical issue.</param>
/// <param name="Status">Where it stands.</param>
public sealed record LinkedIssue(TechnicalIssueId Id, IssueStatus Status);

/// <summary>A comment on a request.</summary>
/// <param name="Id">The comment.</param>
/// <param name="Kind">On what occasion it was written.</param>
/// <param name="Text">What was said.</param>
/// <param name="WrittenBy">Who said it.</param>
/// <param name="WrittenAt">When it was said.</param>
public sealed record RequestComment(
    CommentId Id, CommentKind Kind, string Text, UserId WrittenBy, DateTimeOffset WrittenAt);
