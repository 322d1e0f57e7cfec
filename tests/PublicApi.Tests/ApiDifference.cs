using System.Text;

namespace PublicApi.Tests;

/// <summary>What one text of an API has and the other has not, below the types where it was.</summary>
internal static class ApiDifference
{
    internal static string Between(string before, string now)
    {
        var (old, recent) = (Lines(before), Lines(now));
        var text = new StringBuilder();
        Add(text, "gone", old.Except(recent));
        Add(text, "new", recent.Except(old));
        return text.ToString().TrimEnd();
    }

    private static void Add(StringBuilder text, string title, IEnumerable<Line> lines)
    {
        foreach (var type in lines.GroupBy(line => line.Type))
        {
            text.Append($"  {title,-5} {type.Key}\n");
            foreach (var line in type)
                text.Append($"            {line.Text}\n");
        }
    }

    // A line before a brace names the namespace or the type that the lines within belong to.
    private static HashSet<Line> Lines(string text)
    {
        var lines = new HashSet<Line>();
        var around = new Stack<string>();
        var last = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line == "{")
                around.Push(last);
            else if (line == "}")
                around.Pop();
            else
                lines.Add(new Line(around.TryPeek(out var type) ? type : "assembly", line));
            last = line;
        }

        return lines;
    }

    private sealed record Line(string Type, string Text);
}
