using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes the answers that say "no" (RFC 9457), once for the whole document.</summary>
internal static class ProblemResponses
{
    private static readonly Dictionary<int, (string Name, string Code, string Description)> Known = new()
    {
        [400] = ("BadRequest", "invalid_request", "The request can't be understood; `errors` says which part and why."),
        [401] = ("Unauthorized", "unauthenticated", "There is no token, or none that is valid here."),
        [403] = ("Forbidden", "role_not_allowed", "The caller may not do this."),
        [404] = ("NotFound", "not_found", "There is no such thing, or none that the caller may see."),
        [409] = ("Conflict", "version_conflict", "The state of things does not allow it now; `code` names the rule."),
        [412] = ("PreconditionFailed", "precondition_failed", "It has changed since the version in `If-Match`."),
        [413] = ("ContentTooLarge", "body_too_large", "The body is larger than this service takes."),
        [415] = ("UnsupportedMediaType", "unsupported_media_type", "The body is not `application/json`."),
        [416] = ("RangeNotSatisfiable", "range_not_satisfiable", "The file has no such part as `Range` names."),
        [422] = ("UnprocessableContent", "idempotency_key_reused",
            "What was asked can never be done as asked, or the `Idempotency-Key` was used for another command."),
        [428] = ("PreconditionRequired", "if_match_required", "`If-Match` is missing: say what was decided on."),
        [429] = ("TooManyRequests", "too_many_requests",
            "Too many of the caller's requests are under way at once: try again after `Retry-After`."),
        [503] = ("ServiceUnavailable", "unavailable", "The service can't do it now: try again after `Retry-After`."),
    };

    /// <summary>The statuses of an operation's problems.</summary>
    internal static IEnumerable<int> Statuses(OperationParts parts) => new[]
    {
        [400, 429, 503],
        parts.Operation.IsPublic ? [] : [401, 403],
        parts.NamesOthers ? [404] : [],
        parts.Operation.IsCommand ? [409] : [],
        HeaderParameters.TakesIfMatch(parts.Operation) ? [412] : [],
        parts.Operation.IsCommand || parts.Route.Count + parts.Query.Count > 0 ? [422] : [],
        parts.HasBody ? [413, 415] : [],
        parts.GivesFile ? [416] : [],
        parts.Operation.RequireIfMatch ? [428] : Array.Empty<int>(),
    }.SelectMany(statuses => statuses).Order();

    /// <summary>Puts one response for each status into the document's components, with its headers and an
    /// example.</summary>
    internal static void Share(OpenApiDocument document, OpenApiResponses responses)
    {
        foreach (var (status, response) in responses.ToList())
        {
            if (response.Content?.TryGetValue(Problem.ContentType, out var content) is true
                && int.TryParse(status, CultureInfo.InvariantCulture, out var number)
                && Known.TryGetValue(number, out var known))
                responses[status] = Reference(document, number, known, content.Schema);
        }
    }

    private static OpenApiResponseReference Reference(
        OpenApiDocument document, int status, (string Name, string Code, string Description) known, IOpenApiSchema? schema)
    {
        if (document.Components?.Responses?.ContainsKey(known.Name) is not true)
            document.AddComponent(known.Name, new OpenApiResponse
            {
                Description = known.Description,
                Headers = ResponseHeaders.OfProblem(status),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new()
                    {
                        Schema = schema, Example = Example(status, known.Code, known.Description),
                    },
                },
            });
        return new OpenApiResponseReference(known.Name, document);
    }

    private static JsonObject Example(int status, string code, string description)
    {
        var problem = new JsonObject
        {
            ["type"] = $"urn:tdp:problem:{code}",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = description.Replace("`", "", StringComparison.Ordinal),
            ["code"] = code,
            ["traceId"] = ExampleTexts.For("traceId"),
        };
        if (status is 400)
            problem["errors"] = new JsonArray(FieldError());
        return problem;
    }

    private static JsonObject FieldError() =>
        new() { ["field"] = "limit", ["code"] = "out_of_range", ["message"] = "must be from 1 to 500" };
}
