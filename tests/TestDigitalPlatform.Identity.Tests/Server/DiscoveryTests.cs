using System.Net;
using System.Text.Json;

namespace TestDigitalPlatform.Identity.Tests.Server;

/// <summary>A: what the provider says of itself.</summary>
public sealed class DiscoveryTests(ProviderFixture provider)
{
    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task Says_what_it_does_and_nothing_that_it_does_not(string path)
    {
        var document = (await Get(path)).Json;

        document.Text("issuer").ShouldBe(ProviderService.Issuer);
        Texts(document, "response_types_supported").ShouldBe(["code"]);
        Texts(document, "code_challenge_methods_supported").ShouldBe(["S256"]);
        Texts(document, "subject_types_supported").ShouldBe(["public"]);
        Texts(document, "grant_types_supported").ShouldBe(["authorization_code", "client_credentials", "refresh_token"], ignoreOrder: true);
        Texts(document, "id_token_signing_alg_values_supported").ShouldBe(["ES256", "RS256"], ignoreOrder: true);
        Texts(document, "token_endpoint_auth_methods_supported").ShouldNotContain("none");
        document.GetProperty("authorization_response_iss_parameter_supported").GetBoolean().ShouldBeTrue();
        document.GetProperty("request_parameter_supported").GetBoolean().ShouldBeFalse();
        document.GetProperty("request_uri_parameter_supported").GetBoolean().ShouldBeFalse();
        foreach (var endpoint in (string[])["authorization", "token", "userinfo", "introspection", "revocation", "pushed_authorization_request"])
            document.TryGetProperty(endpoint + "_endpoint", out _).ShouldBeTrue(endpoint);
    }

    [Fact]
    public async Task Publishes_public_keys_alone_and_lets_others_keep_them()
    {
        using var http = provider.Service.Anonymous();

        using var answer = await http.GetAsync(new Uri("/.well-known/jwks", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(5));
        var keys = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("keys").EnumerateArray().ToList();
        keys.Select(key => key.Text("kty")).ShouldBe(["EC", "RSA"], ignoreOrder: true);
        keys.Select(key => key.Text("kid")).Distinct().Count().ShouldBe(keys.Count);
        foreach (var secret in (string[])["d", "p", "q", "dp", "dq", "qi", "k"])
            keys.ShouldAllBe(key => !Has(key, secret));
        keys.ShouldAllBe(key => key.Text("use") == "sig" && Has(key, "alg"));
    }

    private static bool Has(JsonElement json, string name) => json.TryGetProperty(name, out _);

    private static IEnumerable<string?> Texts(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(item => item.GetString());

    private async Task<ProviderAnswer> Get(string path)
    {
        using var browser = new Browser(provider.Service);
        return await browser.Get(path);
    }
}
