using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Reads a caller out of a token's claims.</summary>
internal static class TokenClaims
{
    /// <returns><see langword="null"/> when the claims make no caller: an unknown role, a customer's role without a
    /// customer, permissions that are none, or the name of a service identity, which no token may claim.</returns>
    internal static Caller? Read(JsonElement claims)
    {
        if (!UserId.TryParse(JsonText.Of(claims, "sub"), null, out var user)
            || JsonText.Of(claims, "role") is not { } roleText || Role(roleText) is not { } role
            || !ReadCustomer(claims, role, out var customer))
            return null;
        if (!ReadActor(claims, out var actor) || PermissionsClaim.Read(claims) is not { } permissions)
            return null;
        var caller = new Caller(user, role, customer) { Actor = actor, Permissions = permissions };
        return caller.IsService ? null : caller;
    }

    internal static string Text(Role role) => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString());

    private static Role? Role(string text)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            if (string.Equals(Text(role), text, StringComparison.Ordinal))
                return role;
        }

        return null;
    }

    // The platform's own people belong to no customer, everybody else to exactly one.
    private static bool ReadCustomer(JsonElement claims, Role role, out CustomerId? customer)
    {
        customer = null;
        var isPlatform =
            role is TestDigitalPlatform.Role.PlatformAdministrator or TestDigitalPlatform.Role.PlatformMaintenance;
        if (!claims.TryGetProperty("customer", out var member))
            return isPlatform;
        if (isPlatform || !CustomerId.TryParse(JsonText.Of(member), null, out var id))
            return false;
        customer = id;
        return true;
    }

    private static bool ReadActor(JsonElement claims, out UserId? actor)
    {
        actor = null;
        if (!claims.TryGetProperty("act", out var act))
            return true;
        // Whoever acts must not stay unnamed because they are named in a way that can't be read.
        if (act.ValueKind != JsonValueKind.Object || !UserId.TryParse(JsonText.Of(act, "sub"), null, out var id)
            || id.Value.StartsWith(Caller.ServicePrefix, StringComparison.Ordinal))
            return false;
        actor = id;
        return true;
    }
}
