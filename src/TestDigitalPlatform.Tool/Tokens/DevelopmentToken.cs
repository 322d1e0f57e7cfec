using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Development;

namespace TestDigitalPlatform.Tool.Tokens;

/// <summary>
/// A JWT access token (RFC 9068) for development, signed with ES256; only hosts in Development accept it.
/// </summary>
internal sealed record DevelopmentToken(
    string Role, string? Customer, string User, string? OnBehalfOf, IReadOnlyList<string> Permissions,
    TimeSpan Lifetime)
{
    public const int MostPermissions = 100;

    private const int MaxPermission = 100;

    public const string Audience = "tdp";

    public static readonly string[] Roles =
        ["platform-administrator", "platform-maintenance", "customer-administrator", "customer-user"];

    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    /// <summary>Null when the claims make sense together, else what to change.</summary>
    public string? Mistake()
    {
        var ofCustomer = Role.StartsWith("customer-", StringComparison.Ordinal);
        return (ofCustomer, Customer) switch
        {
            (true, null) => $"The role {Role} requires a customer: add --customer.",
            (false, not null) => $"The role {Role} does not take a customer: remove --customer.",
            _ when Permissions.Count > MostPermissions => $"A token can have at most {MostPermissions} permissions.",
            _ when Permissions.FirstOrDefault(p => !IsPermission(p)) is { } wrong =>
                $"'{wrong}' is not a permission: 1 to {MaxPermission} printable ASCII characters without spaces, such as "
                + "requests.assign.",
            _ when Lifetime <= TimeSpan.Zero || Lifetime > LongestLifetime =>
                $"A token's lifetime must be 1 to {LongestLifetime.TotalMinutes:0} minutes.",
            _ => null,
        };
    }

    public string Sign(ECDsa key, DateTimeOffset now) => SignedToken.Of(Claims(now), key);

    public static string Thumbprint(ECDsa key) => SignedToken.Thumbprint(key);

    private static bool IsPermission(string text) =>
        text.Length is > 0 and <= MaxPermission && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private JsonObject Claims(DateTimeOffset now)
    {
        var claims = new JsonObject
        {
            ["iss"] = DevelopmentKey.Issuer,
            ["aud"] = Audience,
            ["sub"] = OnBehalfOf ?? User,
            ["role"] = Role,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        if (Customer is not null)
            claims["customer"] = Customer;
        if (Permissions.Count > 0)
            claims["permissions"] = new JsonArray([.. Permissions.Distinct().Select(p => (JsonNode)p)]);

        // RFC 8693, section 4.1: the subject is whom the work is done for, the actor is who does it.
        if (OnBehalfOf is not null)
            claims["act"] = new JsonObject { ["sub"] = User };

        return claims;
    }
}
