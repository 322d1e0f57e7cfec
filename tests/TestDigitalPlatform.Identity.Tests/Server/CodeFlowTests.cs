using System.Net;
using System.Net.Http.Headers;
using Microsoft.IdentityModel.JsonWebTokens;

namespace TestDigitalPlatform.Identity.Tests.Server;

public sealed class CodeFlowTests(ProviderFixture provider)
{
    [Fact]
    public async Task Signs_a_person_in_to_an_application()
    {
        provider.People.Add("code-1", Role.CustomerUser, "acme");
        var request = await Request("web-code-1", ClientKind.Web);
        using var browser = new Browser(provider.Service);
        await browser.SignIn("code-1");

        var allowed = await browser.Authorize(request.Parameters);

        allowed.Location!.ToString().ShouldStartWith(AuthorizationRequest.Redirect + "?");
        AuthorizationRequest.Returned(allowed, "state").ShouldBe("abc");
        AuthorizationRequest.Returned(allowed, "iss").ShouldBe(ProviderService.Issuer);
        var answer = await provider.Service.RequestToken(request.Exchange(AuthorizationRequest.Returned(allowed, "code")!));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var access = new JsonWebToken(answer.Json.Text("access_token"));
        access.Subject.ShouldBe("code-1");
        access.GetClaim("role").Value.ShouldBe("customer-user");
        access.GetClaim("customer").Value.ShouldBe("acme");
        access.GetClaim("client_id").Value.ShouldBe("web-code-1");
        access.TryGetClaim("email", out _).ShouldBeFalse();
        var identity = new JsonWebToken(answer.Json.Text("id_token"));
        identity.Audiences.ShouldBe(["web-code-1"]);
        identity.GetClaim("nonce").Value.ShouldBe("n-1");
        identity.GetClaim("email").Value.ShouldBe("grace@acme.example");
        identity.TryGetPayloadValue<string[]>("amr", out var methods).ShouldBeTrue();
        methods.ShouldBe(["pwd"]);
        identity.GetClaim("sid").Value.ShouldBe(access.GetClaim("sid").Value);
    }

    [Fact]
    public async Task Gives_tokens_that_a_service_accepts()
    {
        provider.People.Add("code-2", Role.PlatformAdministrator, null);
        var request = await Request("web-code-2", ClientKind.Web);
        var tokens = await provider.Service.TokensOf(request, "code-2");
        using var http = provider.Service.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Text("access_token"));

        using var answer = await http.GetAsync(new Uri("/signing-keys", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sends_whoever_is_not_signed_in_to_the_page_and_back()
    {
        var request = await Request("web-code-3", ClientKind.Web);
        using var browser = new Browser(provider.Service);

        var answer = await browser.Authorize(request.Parameters);

        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        answer.Location!.ToString().ShouldStartWith("/sign-in?return=%2Fconnect%2Fauthorize%3F");
        provider.People.Add("code-3", Role.CustomerUser, "acme");
        await browser.SignIn("code-3");
        var back = await browser.Get(Uri.UnescapeDataString(answer.Location!.ToString()["/sign-in?return=".Length..]));
        AuthorizationRequest.Returned(back, "code").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task Signs_in_again_when_the_application_asks(string name, string value)
    {
        provider.People.Add("code-4", Role.CustomerUser, "acme");
        var request = (await Request($"web-code-4-{name.Replace('_', '-')}", ClientKind.Web)).With(name, value);
        using var browser = new Browser(provider.Service);
        await browser.SignIn("code-4");

        var answer = await browser.Authorize(request.Parameters);

        answer.Location!.ToString().ShouldStartWith("/sign-in?");
        await browser.SignIn("code-4");
        var back = await browser.Get(Uri.UnescapeDataString(answer.Location!.ToString()["/sign-in?return=".Length..]));
        AuthorizationRequest.Returned(back, "code").ShouldNotBeNull();
    }

    [Fact]
    public async Task Tells_an_application_that_nobody_is_signed_in()
    {
        var request = (await Request("web-code-5", ClientKind.Web)).With("prompt", "none");
        using var browser = new Browser(provider.Service);

        var answer = await browser.Authorize(request.Parameters);

        AuthorizationRequest.Returned(answer, "error").ShouldBe("login_required");
        AuthorizationRequest.Returned(answer, "iss").ShouldBe(ProviderService.Issuer);
    }

    [Fact]
    public async Task Gives_nothing_for_a_session_that_has_ended()
    {
        provider.People.Add("code-6", Role.CustomerUser, "acme");
        var request = await Request("web-code-6", ClientKind.Web);
        var tokens = await provider.Service.TokensOf(request, "code-6");
        provider.People.Ended.Add(Guid.Parse(new JsonWebToken(tokens.Text("access_token")).GetClaim("sid").Value));

        var answer = await provider.Service.RequestToken(request.Refresh(tokens.Text("refresh_token")));

        answer.Error.ShouldBe("invalid_grant");
    }

    private async Task<AuthorizationRequest> Request(string client, ClientKind kind) =>
        new(await provider.Service.Register(client, kind, AuthorizationRequest.Redirect));
}
