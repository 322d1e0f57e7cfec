using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Hosting.Tests.Authentication;

public sealed class TokenValidatorTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData(""","crit":["exp"]""", false)]
    public async Task Refuses_extensions_that_must_be_understood(string inHeader, bool isBelieved)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var validator = new TokenValidator(
            new TokenValidationParameters
            {
                ValidTypes = ["at+jwt"],
                ValidIssuer = "https://issuer.example",
                ValidAudience = "tdp",
                IssuerSigningKey = new ECDsaSecurityKey(key),
            },
            TimeProvider.System,
            10);
        var header = $"Bearer {Sign(key, inHeader)}";

        var caller = await validator.Validate(header, TokenHash.Of(header));

        (caller is not null).ShouldBe(isBelieved);
    }

    private static string Sign(ECDsa key, string inHeader)
    {
        var expires = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds();
        var header = $$"""{"alg":"ES256","typ":"at+jwt"{{inHeader}}}""";
        var claims = $$"""
            {"iss":"https://issuer.example","aud":"tdp","sub":"ann","role":"customer-user","customer":"acme","exp":{{expires}}}
            """;
        var text = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{text}.{Encode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
