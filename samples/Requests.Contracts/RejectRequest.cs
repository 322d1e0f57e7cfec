namespace Requests.Contracts;

/// <summary>Rejects a request. The request becomes <c>rejected</c>.</summary>
/// <remarks>
/// Refused with <c>requests.not_possible_now</c> unless the request is <c>submitted</c> or <c>attending</c>.
/// </remarks>
/// <param name="Request">The request.</param>
/// <param name="Reason">
/// The reason, for the user who submitted the request; stored as a comment.
/// <example>Another request asks for the same already.</example>
/// </param>
[Post("/requests/{request}/rejection"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record RejectRequest(
    RequestId Request,
    [Required, Length(1, 4_000)] string Reason) : ICommand;
