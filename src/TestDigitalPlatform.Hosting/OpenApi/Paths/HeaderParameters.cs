using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes the headers that mean something to a command or a kept answer.</summary>
internal static class HeaderParameters
{
    internal static IEnumerable<IOpenApiParameter> OfCommand(Operation command)
    {
        yield return Make(
            "Idempotency-Key",
            "A text of the caller's choice, such as a new UUID. Sent again with the same body, the command is not done again: the first answer is repeated.",
            new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 });
        yield return Make(
            "If-Match",
            "The `ETag` of what the caller decided on; the command is refused with 412 when it has changed since.",
            new() { Type = JsonSchemaType.String, Pattern = "^(\\*|\"[^\"]*\")$" },
            command.RequireIfMatch ? "\"3\"" : null);
    }

    internal static IEnumerable<IOpenApiParameter> OfCachedQuery()
    {
        yield return Make(
            "If-None-Match",
            "The `ETag` of the answer that the caller has; 304 when it is still the answer.",
            new() { Type = JsonSchemaType.String });
    }

    private static OpenApiParameter Make(string name, string description, OpenApiSchema schema, string? requiredLike = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = requiredLike is not null,
        Description = description,
        Schema = schema,
        Example = requiredLike,
    };
}
