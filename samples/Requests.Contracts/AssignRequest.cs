namespace Requests.Contracts;

/// <summary>Assigns an open request to a user.</summary>
/// <remarks>Refused with <c>requests.closed</c> once the request is resolved or rejected.</remarks>
/// <param name="Request">The request.</param>
/// <param name="Assignee">
/// The user to assign: one of the customer's administrators, or a Platform Administrator.
/// <example>acme-admin-1</example>
/// </param>
[Put("/requests/{request}/assignee"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
[Allow(Role.CustomerUser, Permission = RequestPermissions.Assign)]
public sealed record AssignRequest(RequestId Request, UserId Assignee) : ICommand;
