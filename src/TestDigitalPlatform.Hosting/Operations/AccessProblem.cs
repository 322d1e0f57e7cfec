using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Tells a caller who may not use an operation or an endpoint what is missing: a role, or a permission.</summary>
internal static class AccessProblem
{
    internal static Problem Of(IReadOnlyList<AllowedCallers> allowed, Caller caller)
    {
        if (!allowed.Includes(caller.Role))
            return new Problem(
                StatusCodes.Status403Forbidden, "role_not_allowed",
                $"This operation requires one of these roles: {string.Join(", ", allowed.Roles())}.");
        var permissions = allowed.PermissionsFor(caller.Role);
        var names = string.Join(" or ", permissions.Select(p => $"'{p}'"));
        return new Problem(
            StatusCodes.Status403Forbidden, "permission_required",
            $"This operation requires the permission {names}. Ask an administrator to grant it.")
        {
            Permissions = permissions,
        };
    }
}
