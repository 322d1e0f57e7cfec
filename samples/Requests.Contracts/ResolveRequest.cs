namespace Requests.Contracts;

/// <summary>Resolves a request. The request becomes <c>resolved</c>.</summary>
/// <remarks>Refused with <c>requests.not_possible_now</c> unless the request is <c>attending</c>.</remarks>
/// <param name="Request">The request.</param>
/// <param name="Resolution">
/// What was done, for the user who submitted the request; stored as a comment.
/// <example>The invoice for March is in the list now; a copy went to your notification address.</example>
/// </param>
[Post("/requests/{request}/resolution"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record ResolveRequest(
    RequestId Request,
    [Required, Length(1, 4_000)] string Resolution) : ICommand;
