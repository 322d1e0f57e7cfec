using Microsoft.IdentityModel.JsonWebTokens;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Hosting.Tests.Authentication;

public sealed class TokenClaimsTests
{
    [Theory]
    [InlineData("")]
    [InlineData(""","act":{"sub":"root"}""", "root")]
    [InlineData(""","act":{"sub":"root","act":{"sub":"other"}}""", "root")]
    public void Names_who_acts(string act, string? actor = null)
    {
        var caller = TokenClaims.Read(Token(act)).ShouldNotBeNull();

        caller.Actor?.Value.ShouldBe(actor);
        caller.Actor.HasValue.ShouldBe(actor is not null);
    }

    [Theory]
    [InlineData("\"root\"")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""[{"sub":"root"}]""")]
    [InlineData("""{"sub":5}""")]
    [InlineData("""{"sub":"a b"}""")]
    public void Makes_no_caller_when_who_acts_can_not_be_read(string act) =>
        TokenClaims.Read(Token($",\"act\":{act}")).ShouldBeNull();

    private static JsonWebToken Token(string more) => new(
        """{"alg":"ES256","typ":"at+jwt"}""", $$"""{"sub":"ann","role":"customer-user","customer":"acme"{{more}}}""");
}
