using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Client.Responses;

/// <summary>Makes of a response what it says: an answer, or the exception that tells why there is none.</summary>
/// <param name="operation">What was asked for.</param>
/// <param name="key">The key that it was sent with, if it is a command.</param>
internal sealed class AnswerReader(string operation, string? key)
{
    private const int MaxShown = 200;

    /// <param name="response">The response, its body in memory.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="RefusedByServiceException">The service refused the request.</exception>
    /// <exception cref="ServiceFailedException">It said nothing that can be used.</exception>
    internal async Task<TAnswer> Read<TAnswer>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw NoAnswer(response, body);
        if (typeof(TAnswer) == typeof(Nothing))
            return default!;
        if (!IsJson(response))
            throw Failed(response, $"the service returned {Shown(response, body)} instead of JSON.");
        try
        {
            return JsonSerializer.Deserialize(body, AnswerType<TAnswer>.Json)
                ?? throw new JsonException("The value is null.");
        }
        // The types of a contract may refuse a value in ways of their own.
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or OverflowException)
        {
            var why = ForeignText.Line(e.Message, MaxShown);
            throw Failed(response, $"the response is not a {typeof(TAnswer).Name} of the contract: {why}", e);
        }
    }

    internal ServiceFailedException Unanswered(string reason, Exception inner) =>
        new(operation, reason, inner) { IdempotencyKey = key };

    private Exception NoAnswer(HttpResponseMessage response, byte[] body)
    {
        var problem = IsJson(response) ? Problem(body) : null;
        if (problem is null)
            return Failed(response, $"the service returned {Shown(response, body)}.");
        problem = problem.Received((int)response.StatusCode);
        return problem.IsRefusal
            ? new RefusedByServiceException(operation, problem)
            : new ServiceFailedException(operation, $"the service returned {problem.Name}: {problem.Text}")
            {
                Status = problem.Status, Code = problem.Code, TraceId = problem.TraceId, IdempotencyKey = key,
                RetryAfter = response.Headers.RetryAfter?.Delta,
            };
    }

    private static ServiceProblem? Problem(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<ServiceProblem>(body, PlatformJson.Tolerant);
        }
        catch (JsonException)
        {
            // JSON, but no problem details: somebody else's answer, which is then shown as it is.
            return null;
        }
    }

    private ServiceFailedException Failed(HttpResponseMessage response, string reason, Exception? inner = null) =>
        new(operation, reason, inner)
        {
            Status = (int)response.StatusCode, IdempotencyKey = key, RetryAfter = response.Headers.RetryAfter?.Delta,
        };

    // Media types compare without regard to letter case (RFC 9110, section 8.3.1).
    private static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant()
        is "application/json" or "application/problem+json";

    // The beginning of a page that a proxy made says most about who made it.
    private static string Shown(HttpResponseMessage response, byte[] body)
    {
        var type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
        var text = System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 4 * MaxShown)));
        var shown = ForeignText.Line(text, MaxShown);
        return $"{(int)response.StatusCode} with {type}{(shown.Length == 0 ? " and no body" : $": {shown}")}";
    }

    private static class AnswerType<TAnswer>
    {
        internal static JsonTypeInfo<TAnswer> Json { get; } =
            (JsonTypeInfo<TAnswer>)PlatformJson.Tolerant.GetTypeInfo(typeof(TAnswer));
    }
}
