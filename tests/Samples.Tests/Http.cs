using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Samples.Tests;

/// <summary>Calls a service as any client would, and looks at the JSON.</summary>
internal static class Http
{
    /// <summary>Asks, and expects an answer.</summary>
    public static async Task<JsonElement> Ask(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await response.Answer();
    }

    /// <summary>Orders, and expects it to be done.</summary>
    public static async Task<JsonElement> Order(
        this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var response = await client.Send(method, path, body, ifMatch);
        return await response.Answer();
    }

    /// <summary>Asks or orders, and expects a "no".</summary>
    public static async Task<(HttpStatusCode Status, string Code)> Refused(
        this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var response = await client.Send(method, path, body, ifMatch);
        response.IsSuccessStatusCode.ShouldBeFalse();
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, problem.Text("code"));
    }

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;

    public static int Number(this JsonElement json, string property) => json.GetProperty(property).GetInt32();

    /// <summary>The texts of one property in all items of a page.</summary>
    public static string[] Each(this JsonElement page, string property) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.Text(property))];

    private static async Task<HttpResponseMessage> Send(
        this HttpClient client, HttpMethod method, string path, object? body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        return await client.SendAsync(request);
    }

    private static async Task<JsonElement> Answer(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
