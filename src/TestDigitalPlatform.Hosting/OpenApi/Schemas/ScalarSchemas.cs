using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>The schemas of single values: what <see cref="PlatformJson"/> writes, and what the binder's formats
/// read.</summary>
internal static class ScalarSchemas
{
    internal static OpenApiSchema? Make(Type type)
    {
        if (SensitiveTypes.InnerOf(type) is { } plain)
            return Make(plain);
        if (Scalars.Find(type) is { } known)
            return Of(known);
        if (Shapes.Is(type, typeof(IId<>)))
            return Of(Scalars.All[typeof(Guid)]);
        return Shapes.Is(type, typeof(ITextId<>))
            ? OtherRules.Say(new() { Type = JsonSchemaType.String }, type.Name)
            : Anything(type);
    }

    /// <summary>What may hold any JSON.</summary>
    internal static OpenApiSchema? Anything(Type type) =>
        type == typeof(object) || type == typeof(JsonElement) || type.IsAssignableTo(typeof(JsonNode)) ? new() : null;

    private static OpenApiSchema Of(ScalarType known) => new()
    {
        Type = known.Kind switch
        {
            ScalarKind.Boolean => JsonSchemaType.Boolean,
            ScalarKind.Whole => JsonSchemaType.Integer,
            ScalarKind.Exact or ScalarKind.Floating => JsonSchemaType.Number,
            _ => JsonSchemaType.String,
        },
        Format = known.Format,
        ContentEncoding = known.Type == typeof(byte[]) ? "base64" : null,
        Pattern = known.Type == typeof(byte[]) ? Base64Pattern.Of(0, null) : known.Pattern,
        MinLength = known.Length?.Least,
        MaxLength = known.Length?.Most,
        Minimum = known.Bounds?.Least,
        Maximum = known.Bounds?.Most,
    };
}
