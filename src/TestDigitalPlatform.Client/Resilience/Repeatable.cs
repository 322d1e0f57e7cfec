using TestDigitalPlatform.Client.Requests;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Client.Resilience;

/// <summary>Which requests can be sent twice, and which answers are worth it.</summary>
internal static class Repeatable
{
    /// <summary>Whether sending the request again does what sending it once does.</summary>
    internal static bool Is(HttpRequestMessage request) =>
        request.Content is not UploadContent { IsRepeatable: false } && IsByMethod(request);

    private static bool IsByMethod(HttpRequestMessage request) =>
        request.Method.Method is "GET" or "HEAD" or "OPTIONS" or "TRACE" or "PUT" or "DELETE"
        || request.Headers.Contains(HeaderNames.IdempotencyKey);

    /// <summary>Whether the service can't answer now, and may soon. A 500 is a mistake, and stays one.</summary>
    internal static bool IsPassing(HttpResponseMessage response) =>
        (int)response.StatusCode is 408 or 429 or 502 or 503 or 504;

    /// <summary>How long the service asks to be left alone (RFC 9110, section 10.2.3).</summary>
    internal static TimeSpan? WantedWait(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } then } => then > now ? then - now : TimeSpan.Zero,
            _ => null,
        };
}
