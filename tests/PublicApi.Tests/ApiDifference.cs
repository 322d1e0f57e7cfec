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
            foreach (var line in type.Where(line => line.Member.Length > 0))
                text.Append($"            {line.Member}\n");
        }
    }

    private static HashSet<Line> Lines(string text)
    {
        var lines = new HashSet<Line>();
        var type = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            lines.Add(new Line(type, isMember ? line.Trim() : ""));
        }

        return lines;
    }

    private sealed record Line(string Type, string Member);
}
