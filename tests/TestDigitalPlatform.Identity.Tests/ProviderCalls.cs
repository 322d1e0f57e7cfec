using System.Net;
using System.Text.Json;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests;

/// <summary>An answer of the provider.</summary>
internal sealed record ProviderAnswer(HttpStatusCode Status, string Text, Uri? Location)
{
    internal Dictionary<string, string> Headers { get; private init; } = [];

    internal JsonElement Json => JsonDocument.Parse(Text).RootElement;

    internal string? Error => Json.TryGetProperty("error", out var error) ? error.GetString() : null;

    internal static async Task<ProviderAnswer> Of(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location)
        {
            Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value)),
        };
}

/// <summary>A client of a test.</summary>
internal sealed record RegisteredClient(string ClientId, string Secret);

/// <summary>What tests ask the provider.</summary>
internal static class ProviderCalls
{
    internal static async Task<RegisteredClient> Register(
        this TestService provider, string id, ClientKind kind, string? redirect = null, Role? actsAs = null,
        string? customer = null)
    {
        var administrator = provider.Client(Role.PlatformAdministrator);
        var credentials = await administrator.Send(new RegisterClient(
            id, "An application", kind, redirect is null ? null : [redirect], actsAs,
            customer is null ? null : CustomerId.Parse(customer)));
        return new RegisteredClient(id, credentials.Secret is { } secret ? secret.Reveal() : "");
    }

    internal static Task<ProviderAnswer> RequestToken(this TestService provider, Dictionary<string, string> form) =>
        provider.Post("/connect/token", form);

    internal static async Task<ProviderAnswer> Post(
        this TestService provider, string path, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var http = provider.Anonymous();
        using var content = new FormUrlEncodedContent(form);
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await ProviderAnswer.Of(response);
    }

    /// <summary>A person signs in and allows an application; the tokens that it gets.</summary>
    internal static async Task<JsonElement> TokensOf(this TestService provider, AuthorizationRequest request, string user)
    {
        using var browser = new Browser(provider);
        await browser.SignIn(user);
        var allowed = await browser.Authorize(request.Parameters);
        var answer = await provider.RequestToken(request.Exchange(AuthorizationRequest.Returned(allowed, "code")!));
        return answer.Status == HttpStatusCode.OK ? answer.Json : throw new InvalidOperationException(answer.Text);
    }

    internal static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
