namespace TestDigitalPlatform;

/// <summary>What several <c>[Allow]</c> say together: the callers of any of them. None lets in everybody who is signed
/// in.</summary>
internal static class Alternatives
{
    /// <summary>The roles, with or without a permission besides; empty for everybody who is signed in.</summary>
    internal static IReadOnlyList<Role> Roles(this IReadOnlyList<AllowedCallers> allowed) =>
        allowed.Any(a => a.Roles.Count == 0) ? [] : [.. allowed.SelectMany(a => a.Roles).Distinct()];

    /// <summary>Whether a caller of the role is let in, at least with a permission.</summary>
    internal static bool Includes(this IReadOnlyList<AllowedCallers> allowed, Role role)
    {
        if (allowed.Count == 0)
            return true;
        for (var i = 0; i < allowed.Count; i++)
        {
            if (allowed[i].Includes(role))
                return true;
        }

        return false;
    }

    /// <summary>Whether the caller is let in, by role and permissions.</summary>
    internal static bool Includes(this IReadOnlyList<AllowedCallers> allowed, Caller caller)
    {
        if (allowed.Count == 0)
            return true;
        for (var i = 0; i < allowed.Count; i++)
        {
            var one = allowed[i];
            if (one.Includes(caller.Role) && (one.Permission is null || caller.Has(one.Permission)))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The permissions that a caller of the role needs, one of them; empty when the role needs none, or is not let in.
    /// </summary>
    internal static IReadOnlyList<string> PermissionsFor(this IReadOnlyList<AllowedCallers> allowed, Role role)
    {
        var forRole = allowed.Where(a => a.Includes(role)).ToList();
        return forRole.Exists(a => a.Permission is null) ? [] : [.. forRole.Select(a => a.Permission!)];
    }
}
