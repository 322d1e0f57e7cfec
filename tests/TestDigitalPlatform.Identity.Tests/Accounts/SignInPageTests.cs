using System.Net;
using System.Text.RegularExpressions;
using TestDigitalPlatform.Identity.Pages;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed partial class SignInPageTests(AccountsFixture provider) : IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
    private readonly Dictionary<string, string> cookies = [];

    public void Dispose() => handler.Dispose();

    [Fact]
    public async Task Signs_in_and_leads_on_to_where_the_person_came_from()
    {
        var person = await provider.Activate();

        var page = await Submit("/sign-in?return=%2Fconnect%2Fauthorize%3Fclient_id%3Dx", person.Email, AccountsFixture.Password);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("url=/connect/authorize?client_id=x\"");
        cookies.ShouldContainKey("__Host-tdp-session");
        (await Get("/account/sessions")).Text.ShouldContain("Where you are signed in");
    }

    [Fact]
    public async Task Leads_a_person_from_an_application_and_back_with_a_code()
    {
        var person = await provider.Activate();
        var administrator = provider.Service.Client(Role.PlatformAdministrator);
        var credentials = await administrator.Send(new RegisterClient(
            "page-flow", "An application", ClientKind.Web, [AuthorizationRequest.Redirect]));
        var request = new AuthorizationRequest(new RegisteredClient("page-flow", credentials.Secret!.Value.Reveal()));
        var query = string.Join('&', request.Parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));

        var asked = await Get("/connect/authorize?" + query);
        asked.Status.ShouldBe(HttpStatusCode.SeeOther);
        var page = await Submit(asked.Location!, person.Email, AccountsFixture.Password);
        var next = WebUtility.HtmlDecode(Next().Match(page.Text).Groups[1].Value);
        var allowed = await Get(next);

        allowed.Location!.ShouldStartWith(AuthorizationRequest.Redirect + "?");
        var code = System.Web.HttpUtility.ParseQueryString(new Uri(allowed.Location!).Query)["code"]!;
        using var http = provider.Service.Anonymous();
        using var form = new FormUrlEncodedContent(request.Exchange(code));
        using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        var token = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var access = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token.GetProperty("access_token").GetString());
        access.Subject.ShouldBe(person.Id.Value);
        access.GetClaim("customer").Value.ShouldBe("acme");
    }

    [Fact]
    public async Task Says_one_thing_of_all_failures()
    {
        var person = await provider.Activate();

        var wrong = await Submit("/sign-in", person.Email, "wrong");
        var unknown = await Submit("/sign-in", provider.NewEmail(), "wrong");

        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        unknown.Status.ShouldBe(wrong.Status);
        Alert().Match(unknown.Text).Value.ShouldBe(Alert().Match(wrong.Text).Value);
        Alert().Match(wrong.Text).Value.ShouldContain("is wrong");
    }

    [Fact]
    public async Task Takes_no_form_that_is_not_its_own()
    {
        var person = await provider.Activate();

        var page = await Post("/sign-in", new() { ["email"] = person.Email, ["password"] = AccountsFixture.Password });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        cookies.ShouldNotContainKey("__Host-tdp-session");
    }

    [Fact]
    public async Task Lets_a_browser_do_nothing_but_show_it()
    {
        var page = await Get("/sign-in?return=%22%3E%3Cscript%3E");

        page.Policy.ShouldBe("default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        page.Text.ShouldNotContain("<script");
    }

    [Theory]
    [InlineData("/connect/authorize?a=b", "/connect/authorize?a=b")]
    [InlineData("https://evil.example", LocalReturn.Default)]
    [InlineData("//evil.example", LocalReturn.Default)]
    [InlineData("/\\evil.example", LocalReturn.Default)]
    [InlineData("/\t/evil.example", LocalReturn.Default)]
    [InlineData("javascript:alert(1)", LocalReturn.Default)]
    [InlineData(null, LocalReturn.Default)]
    public void Leads_on_to_its_own_host_only(string? address, string expected)
    {
        LocalReturn.Of(address).ShouldBe(expected);
    }

    private async Task<PageAnswer> Submit(string path, string email, string password)
    {
        var form = Token().Match((await Get(path)).Text);
        return await Post(path, new() { ["email"] = email, ["password"] = password, ["form"] = WebUtility.HtmlDecode(form.Groups[1].Value) });
    }

    private Task<PageAnswer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    private Task<PageAnswer> Post(string path, Dictionary<string, string> form) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) });

    private async Task<PageAnswer> Send(HttpRequestMessage request)
    {
        using var http = new HttpClient(handler, disposeHandler: false) { BaseAddress = provider.Service.Address };
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        using var response = await http.SendAsync(request);
        foreach (var header in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = header.Split(';')[0].Split('=', 2);
            cookies[pair[0]] = pair[1];
        }

        return new PageAnswer(
            response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.Single() : "",
            response.Headers.Location?.ToString());
    }

    private sealed record PageAnswer(HttpStatusCode Status, string Text, string Policy, string? Location);

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("url=([^\"]+)\"")]
    private static partial Regex Next();

    [GeneratedRegex("<p role=\"alert\">.*?</p>")]
    private static partial Regex Alert();
}
