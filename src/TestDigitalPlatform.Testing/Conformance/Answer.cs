using System.Net.Http.Headers;
using System.Text.Json;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>What a service answered, read to its end.</summary>
internal sealed record Answer(int Status, string Body, string? MediaType, HttpResponseHeaders Headers)
{
    private const int MaxShown = 200;

    internal bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The problem's code; <see langword="null"/> when it is no problem.</summary>
    internal string? Code => MediaType == "application/problem+json"
        && Json() is { ValueKind: JsonValueKind.Object } problem && problem.TryGetProperty("code", out var code)
            ? code.GetString()
            : null;

    internal static async Task<Answer> Of(HttpResponseMessage response) => new(
        (int)response.StatusCode, await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.MediaType, response.Headers);

    internal JsonElement Json() => JsonSerializer.Deserialize<JsonElement>(Body);

    internal bool Is(int status, string code) => Status == status && Code == code;

    public override string ToString()
    {
        var body = Body.Length > MaxShown ? Body[..MaxShown] + "…" : Body;
        return Code is { } code ? $"{Status} {code}" : $"{Status} {body}".TrimEnd();
    }
}
