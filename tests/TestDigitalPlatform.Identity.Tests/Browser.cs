using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Buffers.Text;
using System.Web;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests;

/// <summary>A browser of a person, which follows no redirect by itself.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient http;

    internal Browser(TestService service) => http = new HttpClient(
        new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = service.Address,
    };

    internal async Task SignIn(string user)
    {
        using var response = await http.PostAsync(new Uri($"/test/sign-in/{user}", UriKind.Relative), null);
        response.EnsureSuccessStatusCode();
    }

    internal async Task<ProviderAnswer> Get(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return await ProviderAnswer.Of(response);
    }

    internal async Task<ProviderAnswer> Authorize(Dictionary<string, string> parameters) =>
        await Get("/connect/authorize?" + string.Join('&', parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}")));

    public void Dispose() => http.Dispose();
}

/// <summary>What an application asks a person's browser to bring to the provider.</summary>
internal sealed class AuthorizationRequest
{
    internal const string Redirect = "https://app.example/callback";

    internal AuthorizationRequest(RegisteredClient client) => (Client, Parameters) = (client, new()
    {
        ["client_id"] = client.ClientId,
        ["response_type"] = "code",
        ["redirect_uri"] = Redirect,
        ["scope"] = "openid profile email offline_access tdp",
        ["state"] = "abc",
        ["nonce"] = "n-1",
        ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    });

    internal RegisteredClient Client { get; }

    internal string Verifier { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    internal Dictionary<string, string> Parameters { get; }

    internal AuthorizationRequest With(string name, string? value)
    {
        if (value is null)
            Parameters.Remove(name);
        else
            Parameters[name] = value;
        return this;
    }

    internal Dictionary<string, string> Exchange(string code) => Authenticated(new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = Redirect,
        ["code_verifier"] = Verifier,
    });

    internal Dictionary<string, string> Refresh(string token) => Authenticated(new()
    {
        ["grant_type"] = "refresh_token",
        ["refresh_token"] = token,
    });

    internal Dictionary<string, string> Authenticated(Dictionary<string, string> form)
    {
        form["client_id"] = Client.ClientId;
        if (Client.Secret.Length > 0)
            form["client_secret"] = Client.Secret;
        return form;
    }

    /// <summary>A parameter of the address that the browser was sent back to.</summary>
    internal static string? Returned(ProviderAnswer answer, string name) =>
        HttpUtility.ParseQueryString(answer.Location!.Query)[name];
}
