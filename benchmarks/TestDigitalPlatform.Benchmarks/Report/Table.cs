using System.Text;

namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>A table that reads well as it stands and as Markdown.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> rows = [head];

    public void Row(params string[] cells) => rows.Add(cells);

    public override string ToString()
    {
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => IsLeft(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))
                .AppendLine(" |");
            if (row == head)
                text.Append("| ").AppendJoin(" | ", widths.Select((width, column) => new string('-', Math.Max(width - 1, 2)) + (IsLeft(column) ? "-" : ":"))).AppendLine(" |");
        }

        return text.ToString();
    }

    // Names stand left, figures right.
    private bool IsLeft(int column) => column == 0 || head[column] is "server" or "contestant" or "goal" or "unit" or "";
}
