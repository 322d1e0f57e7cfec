namespace TestDigitalPlatform.Generated;

/// <summary>The callers that one <c>[Allow]</c> of an operation allows.</summary>
/// <param name="Roles">The roles; empty for every signed-in caller.</param>
/// <param name="Permission">The permission that they also need; <see langword="null"/> for none.</param>
public sealed record AllowedCallers(IReadOnlyList<Role> Roles, string? Permission = null)
{
    internal bool Includes(Role role)
    {
        if (Roles.Count == 0)
            return true;
        for (var i = 0; i < Roles.Count; i++)
        {
            if (Roles[i] == role)
                return true;
        }

        return false;
    }
}
