using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TestDigitalPlatform.Development;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Testing;

/// <summary>Signs tokens that the services of this process believe, with a key that only this process has.</summary>
internal static class TestTokens
{
    internal static string KeyFile { get; } = Path.Combine(
        Directory.CreateTempSubdirectory("tdp-test-key-").FullName, "development-key.pem");

    private static readonly ECDsa Key = DevelopmentKey.ReadOrMake(KeyFile);

    static TestTokens() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(
        Path.GetDirectoryName(KeyFile)!, recursive: true);

    internal static string Sign(Caller caller, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = caller.User.Value,
            ["role"] = TokenClaims.Text(caller.Role),
            ["jti"] = Guid.NewGuid().ToString(),
        };
        if (caller.Customer is { } customer)
            claims["customer"] = customer.Value;
        if (caller.Actor is { } actor)
            claims["act"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = actor.Value };
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = DevelopmentKey.Issuer,
            Audience = "tdp",
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.AddHours(1).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(Key), SecurityAlgorithms.EcdsaSha256),
        });
    }
}
