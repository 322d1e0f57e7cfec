using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Tells a caller who may not use an operation what is missing: a role, or a permission.</summary>
internal static class AccessProblem
{
    internal static Problem Of(Operation operation, Caller caller)
    {
        if (!operation.Allows(caller.Role))
            return new Problem(
                StatusCodes.Status403Forbidden, "role_not_allowed",
                $"This operation requires one of these roles: {string.Join(", ", operation.Roles)}.");
        var permissions = operation.PermissionsFor(caller.Role);
        var names = string.Join(" or ", permissions.Select(p => $"'{p}'"));
        return new Problem(
            StatusCodes.Status403Forbidden, "permission_required",
            $"This operation requires the permission {names}. Ask an administrator to grant it.")
        {
            Permissions = permissions,
        };
    }
}
