using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.Binding;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Says what the binder demands of values whose contract sets no bound of its own.</summary>
internal static class Bounds
{
    internal static IOpenApiSchema InAddress(IOpenApiSchema schema)
    {
        Bound(schema, Text.MaxInAddress);
        if (schema is not OpenApiSchema { Items: { } item } list)
            return schema;
        list.MaxItems ??= FilterValues<int>.MaxValues;
        Bound(item, Text.MaxInAddress);
        return schema;
    }

    internal static OpenApiSchema InBody(OpenApiSchema body)
    {
        foreach (var property in body.Properties!.Values)
            Bound(property, Text.MaxInBody);
        return body;
    }

    // A text with a format or a pattern is short by that.
    private static void Bound(IOpenApiSchema schema, int most)
    {
        if (schema is OpenApiSchema { Type: { } type, Format: null, Pattern: null, Enum: null } text
            && type.HasFlag(JsonSchemaType.String))
            text.MaxLength ??= most;
    }
}
