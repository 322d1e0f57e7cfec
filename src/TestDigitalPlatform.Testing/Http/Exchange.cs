using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Http;

/// <summary>A call and its answer as text, for the message of a failure.</summary>
internal static class Exchange
{
    private const int MaxBody = 4_000;

    private static readonly JsonSerializerOptions Indented = new(PlatformJson.Options) { WriteIndented = true };

    internal static TestFailedException Failure(HttpResponseMessage response, string body, string expected)
    {
        var request = response.RequestMessage;
        var call = $"{request?.Method} {request?.RequestUri?.PathAndQuery}";
        var text = new StringBuilder($"{call} should return {expected}.\n\nSent: {call}\n");
        if (Sent(request) is { Length: > 0 } sent)
            text.Append(Indent(Readable(sent))).Append('\n');
        text.Append($"Answered: {(int)response.StatusCode} {response.ReasonPhrase}")
            .Append($"{(response.Content.Headers.ContentType is { } type ? $", {type}" : "")}\n")
            .Append(Indent(Readable(body)));
        if (request?.Options.TryGetValue(TestCalls.Log, out var log) is true)
            text.Append(log.Shown());
        return new TestFailedException(text.ToString().TrimEnd());
    }

    private static string? Sent(HttpRequestMessage? request)
    {
        try
        {
            return request?.Content switch
            {
                JsonContent json => JsonSerializer.Serialize(json.Value, json.ObjectType, PlatformJson.Options),
                ByteArrayContent kept => kept.ReadAsStringAsync().GetAwaiter().GetResult(),
                null => null,
                _ => "(the body was a stream and was already read)",
            };
        }
        catch (ObjectDisposedException)
        {
            return "(the body was disposed)";
        }
    }

    private static string Readable(string body)
    {
        var shown = body;
        try
        {
            shown = JsonNode.Parse(body)?.ToJsonString(Indented) ?? body;
        }
        catch (JsonException)
        {
            // What is no JSON is shown as it is.
        }

        return shown.Length > MaxBody ? shown[..MaxBody] + "…" : shown;
    }

    private static string Indent(string text) => "  " + text.ReplaceLineEndings("\n  ");
}
