using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>The shape of a problem: RFC 9457, section 3.1, with our extension members.</summary>
internal static class ProblemSchema
{
    /// <summary>Its name among the document's components.</summary>
    internal const string Name = "Problem";

    internal static OpenApiSchema Make(IOpenApiSchema fieldError) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why a request was not done (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("What sort of problem it is, as an address.", "uri-reference"),
            ["title"] = Text("The sort of problem in words; the same for all of its sort."),
            ["status"] = Number("The HTTP status."),
            ["detail"] = Text("What is wrong this time and what would mend it, for a person to read."),
            ["instance"] = Text("The request's path.", "uri-reference"),
            ["code"] = Text("The problem's stable name in snake case: what a program should look at."),
            ["traceId"] = Text("The trace to name when asking for help (W3C Trace Context)."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "What is wrong with which part of the request.",
                Items = fieldError,
            },
            ["permissions"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "The permissions of which the caller would need one (`permission_required`).",
                Items = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        },
    };

    private static OpenApiSchema Number(string description) =>
        new() { Type = JsonSchemaType.Integer, Format = "int32", Description = description };

    private static OpenApiSchema Text(string description, string? format = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Format = format };
}
