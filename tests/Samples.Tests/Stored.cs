using System.Globalization;
using System.Text.RegularExpressions;

namespace Samples.Tests;

/// <summary>Reads what a decision stores by column, so that a test says which one it means.</summary>
internal static partial class Stored
{
    [GeneratedRegex(@"(?<column>\w+) = \$(?<number>[0-9]+)")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^insert into \w+\s*\((?<columns>[^)]*)\)\s*values\s*\((?<values>[^)]*)\)")]
    private static partial Regex Insert();

    /// <summary>The value that goes into the column, or that the row is found by.</summary>
    public static object? Value<T>(this Decision<T> decision, int row, string column)
    {
        var sql = decision.Rows[row].Sql;
        var number = Insert().Match(sql.Text) is { Success: true } insert
            ? Inserted(insert, column)
            : Assignment().Matches(sql.Text).Last(m => m.Groups["column"].Value == column).Groups["number"].Value;
        return sql.Values[int.Parse(number, CultureInfo.InvariantCulture) - 1];
    }

    /// <summary>The values that go into the columns, in their order.</summary>
    public static object?[] Values<T>(this Decision<T> decision, int row, params string[] columns) =>
        [.. columns.Select(column => decision.Value(row, column))];

    private static string Inserted(Match insert, string column)
    {
        var columns = insert.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);
        var values = insert.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
        return values[Array.IndexOf(columns, column)].TrimStart('$');
    }
}
