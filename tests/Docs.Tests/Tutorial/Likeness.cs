using System.Text.Json;

namespace Docs.Tests.Tutorial;

/// <summary>Compares what a page shows with what there is: the shape, since ids and times are others each time.</summary>
internal static class Likeness
{
    /// <summary>A value's shape: its names, and of a list its first item's.</summary>
    internal static string Shape(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(",", value.EnumerateObject().Select(p => $"{p.Name}:{Shape(p.Value)}"))}}}",
        JsonValueKind.Array => $"[{value.EnumerateArray().Select(Shape).FirstOrDefault()}]",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };

    /// <summary>The lines of an answer that are the same each time: the status and the headers' names.</summary>
    internal static IEnumerable<string> Heads(string answer) => answer.Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith("HTTP/", StringComparison.Ordinal) || (line.Contains(": ") && !line.StartsWith('{')))
        .Select(line => line.StartsWith("HTTP/", StringComparison.Ordinal) ? line : line.Split(':')[0]);
}
