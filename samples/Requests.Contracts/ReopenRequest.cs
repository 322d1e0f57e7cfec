namespace Requests.Contracts;

/// <summary>Reopens a resolved or rejected request. It becomes <c>submitted</c> and is not assigned.</summary>
/// <remarks>
/// Refused with <c>requests.not_possible_now</c> while the request is open, with <c>requests.closed_too_long</c> more
/// than 14 days after it was closed (or as many as the settings say), with <c>requests.not_yours</c> when a Customer User
/// asks it for somebody else's request, with <c>requests.reopening_not_for_users</c> when the settings leave it to
/// administrators, and with <c>requests.too_many_open</c> when the customer's plan allows no more open requests.
/// </remarks>
/// <param name="Request">The request.</param>
/// <param name="Reason">
/// What is still missing; stored as a comment.
/// <example>The invoice is there, but it names the wrong month.</example>
/// </param>
[Post("/requests/{request}/reopening")]
[Allow(Role.CustomerUser, Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record ReopenRequest(
    RequestId Request,
    [Required, Length(1, 4_000)] string Reason) : ICommand;
