using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes answers that come item by item.</summary>
internal static class StreamDescriptions
{
    private const string Lines = "application/jsonl";
    private const string Events = "text/event-stream";

    /// <summary>How a stream may be asked for.</summary>
    internal static IReadOnlyList<string> Types { get; } = [Lines, Events];

    /// <summary>A stream: each line, or the data of each event, is an item. A list that can be had whole, too.</summary>
    internal static void Describe(Operation operation, IDictionary<string, OpenApiMediaType> content)
    {
        if (content.TryGetValue(Events, out var events))
            events.Schema = Text("Events whose data are the items (HTML, server-sent events).");
        if (operation.ExportMaxItems > 0)
        {
            content["text/csv"] = new() { Schema = Text("All items that match (RFC 4180), with a line of names first.") };
            content[Lines] = new() { Schema = Text("All items that match, one in each line.") };
        }
    }

    private static OpenApiSchema Text(string description) =>
        new() { Type = JsonSchemaType.String, Description = description };
}
