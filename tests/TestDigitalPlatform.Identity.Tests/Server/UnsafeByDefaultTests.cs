using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TestDigitalPlatform.Identity.Tests.Server;

/// <summary>What OpenIddict does by default and a provider must not: each has a test that fails without our handler.</summary>
public sealed class UnsafeByDefaultTests(ProviderFixture provider)
{
    [Theory]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", null)]
    [InlineData("code_challenge", "abc")]
    [InlineData("code_challenge", "0123456789012345678901234567890123456789=12")]
    [InlineData("code_challenge", null)]
    public async Task Refuses_a_code_challenge_that_is_no_hash(string name, string? value)
    {
        var request = (await Request($"unsafe-pkce-{Guid.NewGuid():N}", ClientKind.Native)).With(name, value);
        using var browser = new Browser(provider.Service);

        var answer = await browser.Authorize(request.Parameters);

        AuthorizationRequest.Returned(answer, "error").ShouldBe("invalid_request");
        AuthorizationRequest.Returned(answer, "state").ShouldBe("abc");
    }

    [Fact]
    public async Task Refuses_a_parameter_that_is_there_twice()
    {
        var request = await Request("unsafe-twice", ClientKind.Web);
        using var browser = new Browser(provider.Service);
        var query = string.Join('&', request.Parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));

        var authorized = await browser.Get($"/connect/authorize?{query}&state=def");
        var pushed = await provider.Service.Post("/connect/par", [.. request.Authenticated(new(request.Parameters)), new("state", "def")]);
        var exchanged = await provider.Service.Post("/connect/token", [.. request.Refresh("x"), new("refresh_token", "y")]);

        AuthorizationRequest.Returned(authorized, "error").ShouldBe("invalid_request");
        pushed.Error.ShouldBe("invalid_request");
        exchanged.Error.ShouldBe("invalid_request");
        exchanged.Text.ShouldContain("more than once");
    }

    [Fact]
    public async Task Tells_the_application_of_an_error_once_its_address_is_known_to_be_its_own()
    {
        var request = await Request("unsafe-redirect", ClientKind.Web);
        using var browser = new Browser(provider.Service);

        var told = await browser.Authorize(new AuthorizationRequest(request.Client).With("response_type", "unknown").Parameters);
        var elsewhere = await browser.Authorize(
            new AuthorizationRequest(request.Client).With("redirect_uri", "https://evil.example/callback").Parameters);

        AuthorizationRequest.Returned(told, "error").ShouldBe("unsupported_response_type");
        elsewhere.Location.ShouldBeNull();
        elsewhere.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Gives_a_public_client_a_new_refresh_token_and_ends_the_grant_when_the_old_one_comes_again()
    {
        var (request, tokens) = await Granted("unsafe-rotation", ClientKind.Native);
        var renewed = await provider.Service.RequestToken(request.Refresh(tokens.Text("refresh_token")));
        renewed.Json.Text("refresh_token").ShouldNotBe(tokens.Text("refresh_token"));

        var again = await provider.Service.RequestToken(request.Refresh(tokens.Text("refresh_token")));
        var newest = await provider.Service.RequestToken(request.Refresh(renewed.Json.Text("refresh_token")));

        again.Error.ShouldBe("invalid_grant");
        newest.Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Lets_a_confidential_client_keep_its_refresh_token()
    {
        var (request, tokens) = await Granted("unsafe-no-rotation", ClientKind.Web);

        var first = await provider.Service.RequestToken(request.Refresh(tokens.Text("refresh_token")));
        var second = await provider.Service.RequestToken(request.Refresh(tokens.Text("refresh_token")));

        first.Status.ShouldBe(HttpStatusCode.OK, first.Text);
        first.Json.TryGetProperty("refresh_token", out _).ShouldBeFalse();
        second.Status.ShouldBe(HttpStatusCode.OK, second.Text);
    }

    [Fact]
    public async Task Lets_one_win_when_a_refresh_token_is_shown_several_times_at_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var (request, tokens) = await Granted($"unsafe-race-{round}", ClientKind.Native);

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(
                _ => provider.Service.RequestToken(request.Refresh(tokens.Text("refresh_token")))));

            answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
            answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Error == "invalid_grant");
        }
    }

    [Fact]
    public async Task Lets_one_win_when_a_code_is_shown_several_times_at_once_and_ends_its_grant()
    {
        provider.People.Add("unsafe-code", Role.CustomerUser, "acme");
        var request = await Request("unsafe-code", ClientKind.Web);
        using var browser = new Browser(provider.Service);
        await browser.SignIn("unsafe-code");
        var code = AuthorizationRequest.Returned(await browser.Authorize(request.Parameters), "code")!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => provider.Service.RequestToken(request.Exchange(code))));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(1);
        foreach (var won in answers.Where(a => a.Status == HttpStatusCode.OK))
            (await IsActive(request, won.Json.Text("access_token"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Ends_the_access_tokens_of_a_refresh_token_that_is_revoked()
    {
        var (request, tokens) = await Granted("unsafe-revocation", ClientKind.Web);
        (await IsActive(request, tokens.Text("access_token"))).ShouldBeTrue();

        var revoked = await provider.Service.Post(
            "/connect/revoke", request.Authenticated(new() { ["token"] = tokens.Text("refresh_token") }));

        revoked.Status.ShouldBe(HttpStatusCode.OK, revoked.Text);
        (await IsActive(request, tokens.Text("access_token"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_a_pushed_request_for_less_than_ten_minutes()
    {
        var request = await Request("unsafe-par", ClientKind.Web);

        var pushed = await provider.Service.Post("/connect/par", request.Authenticated(new(request.Parameters)));

        pushed.Status.ShouldBe(HttpStatusCode.Created);
        pushed.Json.GetProperty("expires_in").GetInt32().ShouldBeInRange(60, 599);
    }

    [Fact]
    public async Task Takes_no_token_out_of_an_address()
    {
        var (_, tokens) = await Granted("unsafe-query", ClientKind.Web);
        using var http = provider.Service.Anonymous();

        using var byQuery = await http.GetAsync(
            new Uri($"/connect/userinfo?access_token={tokens.Text("access_token")}", UriKind.Relative));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Text("access_token"));
        using var byHeader = await http.GetAsync(new Uri("/connect/userinfo", UriKind.Relative));

        byQuery.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        byHeader.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await JsonDocument.ParseAsync(await byHeader.Content.ReadAsStreamAsync())).RootElement.Text("email")
            .ShouldBe("grace@acme.example");
    }

    [Fact]
    public async Task Calls_a_scope_that_the_application_may_not_ask_for_an_invalid_scope()
    {
        var client = await provider.Service.Register("unsafe-scope", ClientKind.Service, actsAs: Role.CustomerUser, customer: "acme");

        var answer = await provider.Service.RequestToken(new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client.ClientId,
            ["client_secret"] = client.Secret,
            ["scope"] = "profile",
        });

        answer.Error.ShouldBe("invalid_scope");
    }

    [Fact]
    public async Task Sends_the_browser_back_with_GET_and_lets_nobody_keep_or_frame_the_answer()
    {
        provider.People.Add("unsafe-headers", Role.CustomerUser, "acme");
        var request = await Request("unsafe-headers", ClientKind.Web);
        using var browser = new Browser(provider.Service);
        await browser.SignIn("unsafe-headers");

        var allowed = await browser.Authorize(request.Parameters);

        allowed.Status.ShouldBe(HttpStatusCode.SeeOther);
        allowed.Headers["Cache-Control"].ShouldBe("no-store");
        allowed.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        allowed.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
    }

    private async Task<bool> IsActive(AuthorizationRequest request, string token) =>
        (await provider.Service.Post("/connect/introspect", request.Authenticated(new() { ["token"] = token })))
        .Json.GetProperty("active").GetBoolean();

    private async Task<(AuthorizationRequest Request, JsonElement Tokens)> Granted(string name, ClientKind kind)
    {
        provider.People.Add(name, Role.CustomerUser, "acme");
        var request = await Request(name, kind);
        return (request, await provider.Service.TokensOf(request, name));
    }

    private async Task<AuthorizationRequest> Request(string client, ClientKind kind) =>
        new(await provider.Service.Register(client, kind, AuthorizationRequest.Redirect));
}
