using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Reads a caller out of a token's claims.</summary>
internal static class TokenClaims
{
    /// <returns><see langword="null"/> when the claims make no caller: an unknown role, or a customer's role without a
    /// customer.</returns>
    internal static Caller? Read(JsonWebToken token)
    {
        if (!UserId.TryParse(token.Subject, null, out var user)
            || !token.TryGetPayloadValue<string>("role", out var roleText) || Role(roleText) is not { } role
            || !ReadCustomer(token, role, out var customer))
            return null;
        var caller = new Caller(user, role, customer);
        return ReadActor(token, out var actor) ? caller with { Actor = actor } : null;
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
    private static bool ReadCustomer(JsonWebToken token, Role role, out CustomerId? customer)
    {
        customer = null;
        var isPlatform =
            role is TestDigitalPlatform.Role.PlatformAdministrator or TestDigitalPlatform.Role.PlatformMaintenance;
        if (!token.TryGetPayloadValue<string>("customer", out var text))
            return isPlatform;
        if (isPlatform || !CustomerId.TryParse(text, null, out var id))
            return false;
        customer = id;
        return true;
    }

    private static bool ReadActor(JsonWebToken token, out UserId? actor)
    {
        actor = null;
        // Whoever acts must not stay unnamed because they are named in a way that can't be read.
        if (!token.TryGetPayloadValue<JsonElement>("act", out var act))
            return !token.TryGetClaim("act", out _);
        if (act.ValueKind != JsonValueKind.Object || !act.TryGetProperty("sub", out var sub)
            || sub.ValueKind != JsonValueKind.String
            || !UserId.TryParse(sub.GetString(), null, out var id))
            return false;
        actor = id;
        return true;
    }
}
