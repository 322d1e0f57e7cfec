namespace Requests.Contracts;

/// <summary>Adds a comment to an open request.</summary>
/// <remarks>
/// Refused with <c>requests.closed</c> once the request is resolved or rejected (reopen it first), and with
/// <c>requests.too_many_comments</c> beyond 200 comments.
/// </remarks>
/// <param name="Request">The request.</param>
/// <param name="Text">What is to be said. <example>The payment's reference is 2026-03-118.</example></param>
[Post("/requests/{request}/comments"), Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record CommentOnRequest(
    RequestId Request,
    [Required, Length(1, 4_000)] string Text) : ICommand<CommentReceipt>;

/// <summary>Confirms that a comment was added.</summary>
/// <param name="Id">The new comment.</param>
public sealed record CommentReceipt(CommentId Id);
