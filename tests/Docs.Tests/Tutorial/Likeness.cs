using System.Text.Json;

namespace Docs.Tests.Tutorial;

/// <summary>What is the same each time in what a page shows and what there is: ids and times are not.</summary>
internal static class Likeness
{
    /// <summary>A value's shape: its names, and of a list its first item's.</summary>
    internal static string Shape(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            $"{{{string.Join(",", value.EnumerateObject().Select(member => $"{member.Name}:{Shape(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{value.EnumerateArray().Select(Shape).FirstOrDefault()}]",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };

    /// <summary>The lines of an answer that are the same each time: the status and the headers' names.</summary>
    internal static IEnumerable<string> Heads(string answer) => answer.Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => IsStatus(line) || (line.Contains(": ") && !line.StartsWith('{')))
        .Select(line => IsStatus(line) ? line : line.Split(':')[0]);

    private static bool IsStatus(string line) => line.StartsWith("HTTP/", StringComparison.Ordinal);
}
