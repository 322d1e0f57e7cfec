using Microsoft.OpenApi;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Hosting.Deprecations;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes the headers that answers carry.</summary>
internal static class ResponseHeaders
{
    internal const string ExampleTag = "\"3\"";

    internal static Dictionary<string, IOpenApiHeader>? OfAnswer(Operation operation, Deprecation? deprecation)
    {
        var headers = new Dictionary<string, IOpenApiHeader>();
        if (HasETag(operation))
            headers["ETag"] = ETag();
        if (operation.IsCommand)
            headers[HeaderNames.IdempotencyReplayed] = Text("`true` when this answer was given before.", "true");
        if (deprecation is not null)
            Add(headers, deprecation);
        return headers.Count == 0 ? null : headers;
    }

    internal static Dictionary<string, IOpenApiHeader> OfUnchanged() => new() { ["ETag"] = ETag() };

    internal static Dictionary<string, IOpenApiHeader>? OfProblem(int status) => status switch
    {
        401 => new() { ["WWW-Authenticate"] = Text("What is wrong with the token (RFC 6750, section 3).", "Bearer") },
        429 or 503 => new() { ["Retry-After"] = Seconds("After how many seconds to try again.") },
        _ => null,
    };

    internal static bool HasETag(Operation operation) =>
        operation.CacheFor is not null || operation.Answer.IsAssignableTo(typeof(IVersioned));

    private static void Add(Dictionary<string, IOpenApiHeader> headers, Deprecation deprecation)
    {
        headers[HeaderNames.Deprecation] = Text("Since when nobody new should use this (RFC 9745).", "@1796083200");
        if (deprecation.HasSunset)
            headers[HeaderNames.Sunset] = Text("From when on it may be gone (RFC 8594).", "Wed, 01 Dec 2027 00:00:00 GMT");
        if (deprecation.HasSuccessor)
            headers["Link"] = Text("What takes its place (RFC 8288).", "</v2/…>; rel=\"successor-version\"");
    }

    private static OpenApiHeader ETag() =>
        Text("The answer's version, for `If-Match` and `If-None-Match`.", ExampleTag);

    private static OpenApiHeader Text(string description, string example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };

    private static OpenApiHeader Seconds(string description) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0" },
        Example = 1,
    };
}
