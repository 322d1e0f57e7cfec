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

    [Fact]
    public void Reads_what_was_granted_each_once_and_in_a_fixed_order() =>
        TokenClaims.Read(Claims(""","permissions":["requests.assign","orders.approve","requests.assign","X:y/z"]"""))
            .ShouldNotBeNull().Permissions.ShouldBe(["X:y/z", "orders.approve", "requests.assign"]);

    [Theory]
    [InlineData("")]
    [InlineData(""","permissions":[]""")]
    [InlineData(""","scope":"requests.assign","Permissions":["requests.assign"]""")]
    public void Grants_nothing_unless_it_is_said(string more) =>
        TokenClaims.Read(Claims(more)).ShouldNotBeNull().Permissions.ShouldBeEmpty();

    [Theory]
    [InlineData("\"requests.assign\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[5]")]
    [InlineData("[null]")]
    [InlineData("[\"\"]")]
    [InlineData("[\"a b\"]")]
    [InlineData("[\"ä.b\"]")]
    [InlineData("[[\"a.b\"]]")]
    public void Makes_no_caller_of_permissions_that_are_none(string permissions) =>
        TokenClaims.Read(Claims($",\"permissions\":{permissions}")).ShouldBeNull();

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(101, 10, false)]
    [InlineData(1, 101, false)]
    public void Bounds_what_may_be_granted(int count, int length, bool isCaller)
    {
        var permissions = Enumerable.Range(0, count).Select(i => $"\"{i}".PadRight(length + 1, 'x') + "\"");

        var caller = TokenClaims.Read(Claims($",\"permissions\":[{string.Join(',', permissions)}]"));

        caller?.Permissions.Count.ShouldBe(count);
        (caller is not null).ShouldBe(isCaller);
    }

    private static JsonElement Claims(string more) => JsonDocument.Parse(
        $$"""{"sub":"ann","role":"customer-user","customer":"acme"{{more}}}""").RootElement;
}
