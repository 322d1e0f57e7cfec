using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes the headers that mean something to a command or to an answer with a version.</summary>
internal static class HeaderParameters
{
    internal static IEnumerable<IOpenApiParameter> Of(Operation operation)
    {
        if (operation.IsCommand)
            return
            [
                IdempotencyKey(),
                .. TakesIfMatch(operation) ? (OpenApiParameter[])[IfMatch(operation.RequireIfMatch)] : [],
                .. operation.Accept is not null ? FileDescriptions.TakenHeaders() : [],
            ];
        if (operation.Answer == typeof(FileAnswer))
            return FileDescriptions.AskedHeaders();
        return ResponseHeaders.HasETag(operation) ? [IfNoneMatch()] : [];
    }

    // What has no version matches no tag: the header would be of no use.
    internal static bool TakesIfMatch(Operation operation) =>
        operation.IsCommand && (operation.HasVersion || operation.RequireIfMatch);

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = Operations.IdempotencyHeader.Name,
        In = ParameterLocation.Header,
        Description = "A text of the caller's choice, such as a new UUID. "
            + "When the same command comes again with it, nothing is done again: the first answer is repeated.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[ -~]+$", MaxLength = 200 },
    };

    private static OpenApiParameter IfMatch(bool required) => new()
    {
        Name = "If-Match",
        In = ParameterLocation.Header,
        Required = required,
        Description = "The `ETag` of what the caller decided on: 412 when it has changed since.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = required ? ResponseHeaders.ExampleTag : null,
    };

    private static OpenApiParameter IfNoneMatch() => new()
    {
        Name = "If-None-Match",
        In = ParameterLocation.Header,
        Description = "The `ETag` of the answer that the caller has: 304 when it is still the answer.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
