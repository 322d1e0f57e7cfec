using System.Text.Json;
using System.Text.RegularExpressions;
using Docs.Tests.Pages;

namespace Docs.Tests.Tutorial;

/// <summary>What is the same each time in what a page shows and what there is: ids, times and ports are not.</summary>
internal static partial class Likeness
{
    /// <summary>Holds what a page shows to what was written.</summary>
    internal static void Check(Block? shown, string written)
    {
        if (shown is null)
            return;
        var place = $"line {shown.Line}: {written}";
        if (shown.Language == "json")
            Shape(written).ShouldBe(Shape(shown.Text), place);
        else if (shown.Text.StartsWith("HTTP/", StringComparison.Ordinal))
            Heads(shown.Text).Except(Heads(written)).ShouldBeEmpty(place);
        else if (IsTable(shown.Text))
            Titles(written).ShouldStartWith(Titles(shown.Text));
        else
            Says(written, shown.Text).ShouldBeTrue(place);
    }

    // Its names, and of a list its first item's.
    private static string Shape(string json) => Shape(JsonDocument.Parse(json).RootElement);

    private static string Shape(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            $"{{{string.Join(",", value.EnumerateObject().Select(member => $"{member.Name}:{Shape(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{value.EnumerateArray().Select(Shape).FirstOrDefault()}]",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };

    // The lines of an answer that are the same each time: the status and the headers' names.
    private static IEnumerable<string> Heads(string answer) => answer.Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => IsStatus(line) || (line.Contains(": ") && !line.StartsWith('{')))
        .Select(line => IsStatus(line) ? line : line.Split(':')[0]);

    private static bool IsStatus(string line) => line.StartsWith("HTTP/", StringComparison.Ordinal);

    private static bool IsTable(string text) => text.Contains("-+-", StringComparison.Ordinal);

    // The first line of psql's table: its columns, without the padding.
    private static string Titles(string table) =>
        string.Join('|', table.Trim().Split('\n')[0].Split('|', StringSplitOptions.TrimEntries));

    // The same words in the same order; "…" stands for what the page leaves out.
    private static bool Says(string written, string shown)
    {
        var (words, at) = (Words(written), 0);
        foreach (var part in Words(shown).Split('…', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            at = words.IndexOf(part, at, StringComparison.Ordinal);
            if (at < 0)
                return false;
            at += part.Length;
        }

        return true;
    }

    private static string Words(string text) => Number().Replace(WhiteSpace().Replace(text, " "), "0").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\d+(\.\d+)*")]
    private static partial Regex Number();
}
