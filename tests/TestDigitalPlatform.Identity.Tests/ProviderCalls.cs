using System.Net;
using System.Text.Json;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests;

/// <summary>An answer of the provider.</summary>
internal sealed record ProviderAnswer(HttpStatusCode Status, string Text, Uri? Location)
{
    internal JsonElement Json => JsonDocument.Parse(Text).RootElement;

    internal string? Error => Json.TryGetProperty("error", out var error) ? error.GetString() : null;

    internal static async Task<ProviderAnswer> Of(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location);
}

/// <summary>A client of a test.</summary>
internal sealed record RegisteredClient(string ClientId, string Secret);

/// <summary>What tests ask the provider.</summary>
internal static class ProviderCalls
{
    internal static async Task<RegisteredClient> Register(
        this ProviderFixture provider, string id, ClientKind kind, string? redirect = null, Role? actsAs = null,
        string? customer = null)
    {
        var administrator = provider.Service.Client(Role.PlatformAdministrator);
        var credentials = await administrator.Send(new RegisterClient(
            id, "An application", kind, redirect is null ? null : [redirect], actsAs,
            customer is null ? null : CustomerId.Parse(customer)));
        return new RegisteredClient(id, credentials.Secret is { } secret ? secret.Reveal() : "");
    }

    internal static async Task<ProviderAnswer> Token(this ProviderFixture provider, Dictionary<string, string> form)
    {
        using var http = provider.Service.Anonymous();
        using var content = new FormUrlEncodedContent(form);
        using var response = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), content);
        return await ProviderAnswer.Of(response);
    }
}
