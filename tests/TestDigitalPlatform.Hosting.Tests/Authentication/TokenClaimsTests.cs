using System.Text.Json;
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
        var caller = TokenClaims.Read(Claims(act)).ShouldNotBeNull();

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
    [InlineData("""{"sub":"\ud800"}""")]
    public void Makes_no_caller_when_who_acts_can_not_be_read(string act) =>
        TokenClaims.Read(Claims($",\"act\":{act}")).ShouldBeNull();

    [Theory]
    [InlineData("""{"role":"customer-user","customer":"acme"}""")]
    [InlineData("""{"sub":5,"role":"customer-user","customer":"acme"}""")]
    [InlineData("""{"sub":["ann"],"role":"customer-user","customer":"acme"}""")]
    [InlineData("""{"sub":"ann","role":["customer-user"],"customer":"acme"}""")]
    [InlineData("""{"sub":"ann","role":"CustomerUser","customer":"acme"}""")]
    [InlineData("""{"sub":"ann","role":"customer-user"}""")]
    [InlineData("""{"sub":"ann","role":"customer-user","customer":5}""")]
    [InlineData("""{"sub":"ann","role":"platform-administrator","customer":"acme"}""")]
    [InlineData("""{"sub":"ann","role":"platform-administrator","customer":null}""")]
    [InlineData("""{"Sub":"ann","Role":"customer-user","Customer":"acme"}""")]
    public void Makes_no_caller_of_other_claims(string claims) =>
        TokenClaims.Read(JsonDocument.Parse(claims).RootElement).ShouldBeNull();

    private static JsonElement Claims(string more) => JsonDocument.Parse(
        $$"""{"sub":"ann","role":"customer-user","customer":"acme"{{more}}}""").RootElement;
}
