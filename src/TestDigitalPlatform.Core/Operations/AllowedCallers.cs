namespace TestDigitalPlatform;

/// <summary>Some of those who may use an operation: what one <c>[Allow]</c> says.</summary>
/// <param name="Roles">The roles; empty for everybody who is signed in.</param>
/// <param name="Permission">What they must have been granted as well; <see langword="null"/> for nothing.</param>
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
