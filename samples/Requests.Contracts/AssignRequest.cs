namespace Requests.Contracts;

/// <summary>Says who is to attend to an open request, in place of whoever was before.</summary>
/// <remarks>Refused with <c>requests.closed</c> once the request is resolved or rejected.</remarks>
/// <param name="Request">The request.</param>
/// <param name="Assignee">
/// The one who is to attend to it: one of the customer's administrators, or of the platform's.
/// <example>acme-admin-1</example>
/// </param>
[Put("/requests/{request}/assignee"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
[Allow(Role.CustomerUser, Permission = RequestPermissions.Assign)]
public sealed record AssignRequest(RequestId Request, UserId Assignee) : ICommand;
