using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes answers that come item by item.</summary>
internal static class StreamDescriptions
{
    /// <summary>A stream: each line, or the data of each event, is an item.</summary>
    internal static Dictionary<string, OpenApiMediaType> Of(IOpenApiSchema item) => new()
    {
        ["application/jsonl"] = new() { Schema = item },
        ["text/event-stream"] = new() { Schema = Text("Events whose data are the items (HTML, server-sent events).") },
    };

    /// <summary>A list that can be had whole, too.</summary>
    internal static Dictionary<string, OpenApiMediaType> WithExports(
        Operation operation, Dictionary<string, OpenApiMediaType> content)
    {
        if (operation.ExportMaxItems > 0)
        {
            content["text/csv"] = new() { Schema = Text("All items that match (RFC 4180), with a line of names first.") };
            content["application/jsonl"] = new() { Schema = Text("All items that match, one in each line.") };
        }

        return content;
    }

    private static OpenApiSchema Text(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };
}
