using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Names the rules that a schema has no words for, so that readers know that there are more.</summary>
internal static class OtherRules
{
    internal const string Name = "x-tdp-rules";

    internal static OpenApiSchema Say(OpenApiSchema schema, string rule)
    {
        schema.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        if (schema.Extensions.TryGetValue(Name, out var known) && known is JsonNodeExtension { Node: JsonArray rules })
            rules.Add(rule);
        else
            schema.Extensions[Name] = new JsonNodeExtension(new JsonArray(rule));
        return schema;
    }
}
