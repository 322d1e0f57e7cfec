using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TestDigitalPlatform.Tool.Tokens;

namespace Tdp.Tests;

public sealed class DevelopmentTokenTests : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task Passes_an_independent_validation()
    {
        var token = CustomerUser().Sign(key, DateTimeOffset.UtcNow);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "https://tdp.localhost/development",
            ValidAudience = "tdp",
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = ["ES256"],
            IssuerSigningKey = new ECDsaSecurityKey(key),
        });

        result.IsValid.ShouldBeTrue(result.Exception?.Message);
    }

    [Fact]
    public void Carries_who_calls_and_for_how_long()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        var token = new JsonWebToken(CustomerUser().Sign(key, now));

        token.Subject.ShouldBe("ann");
        token.GetClaim("role").Value.ShouldBe("customer-user");
        token.GetClaim("customer").Value.ShouldBe("acme");
        token.IssuedAt.ShouldBe(now.UtcDateTime);
        token.ValidTo.ShouldBe(now.UtcDateTime.AddHours(8));
        token.TryGetClaim("act", out _).ShouldBeFalse();
    }

    [Fact]
    public void Names_its_key_by_the_standard_thumbprint()
    {
        var expected = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(key))
            .ComputeJwkThumbprint();

        new JsonWebToken(CustomerUser().Sign(key, DateTimeOffset.UtcNow)).Kid.ShouldBe(
            Base64UrlEncoder.Encode(expected));
    }

    [Fact]
    public void Keeps_the_actor_beside_the_user_it_acts_for()
    {
        var token = new JsonWebToken(
            (CustomerUser() with { User = "admin", OnBehalfOf = "ann" }).Sign(key, DateTimeOffset.UtcNow));

        token.Subject.ShouldBe("ann");
        JsonDocument.Parse(token.GetClaim("act").Value).RootElement.GetProperty("sub").GetString().ShouldBe("admin");
    }

    [Fact]
    public void Is_never_the_same_twice() =>
        CustomerUser().Sign(key, DateTimeOffset.UnixEpoch).ShouldNotBe(
            CustomerUser().Sign(key, DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData("customer-user", null, 60)]
    [InlineData("customer-administrator", null, 60)]
    [InlineData("platform-administrator", "acme", 60)]
    [InlineData("platform-maintenance", "acme", 60)]
    [InlineData("customer-user", "acme", 0)]
    [InlineData("customer-user", "acme", (24 * 60) + 1)]
    public void Says_what_does_not_go_together(string role, string? customer, int minutes) =>
        new DevelopmentToken(role, customer, "ann", null, [], TimeSpan.FromMinutes(minutes)).Mistake().ShouldNotBeNull();

    [Fact]
    public void Carries_what_the_caller_was_granted()
    {
        var permissions = new JsonWebToken(
            (CustomerUser() with { Permissions = ["requests.assign", "orders.approve", "requests.assign"] })
                .Sign(key, DateTimeOffset.UnixEpoch)).Claims.Where(claim => claim.Type == "permissions");

        permissions.Select(claim => claim.Value).ShouldBe(["requests.assign", "orders.approve"]);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("ä.b")]
    public void Says_what_is_no_permission(string permission) =>
        (CustomerUser() with { Permissions = [permission] }).Mistake().ShouldNotBeNull().ShouldContain("not a permission");

    [Fact]
    public void Lets_sound_claims_pass() => CustomerUser().Mistake().ShouldBeNull();

    public void Dispose() => key.Dispose();

    private static DevelopmentToken CustomerUser() =>
        new("customer-user", "acme", "ann", OnBehalfOf: null, [], TimeSpan.FromHours(8));
}
