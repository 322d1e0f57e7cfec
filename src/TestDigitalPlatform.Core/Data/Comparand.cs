using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace TestDigitalPlatform.Data;

/// <summary>
/// A value that a column is compared with: a text goes without its type, so that PostgreSQL takes the column's own.
/// </summary>
/// <remarks>
/// Sent as <c>text</c>, it would turn a <c>citext</c> or <c>character(n)</c> column into a text too, and then a page
/// would be compared by other rules than it is sorted by; an enum type has no comparison with a text at all.
/// </remarks>
internal static class Comparand
{
    internal static NpgsqlParameter Of<T>(T value)
    {
        var parameter = SqlValue<T>.ToParameter(value);
        return SqlValue<T>.IsText && parameter.Value is string text ? Untyped(text) : parameter;
    }

    internal static NpgsqlParameter OfAll<T>(IReadOnlyList<T> values) => SqlValue<T>.IsText
        ? Untyped(ArrayLiteral(values.Select(value => (string)SqlValue<T>.ToParameter(value).Value!)))
        : SqlValue<T[]>.ToParameter([.. values]);

    private static NpgsqlParameter<string> Untyped(string text) =>
        new() { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Unknown };

    // {"a","b \"c\""}: "Array Input and Output Syntax" in PostgreSQL's documentation.
    private static string ArrayLiteral(IEnumerable<string> values)
    {
        var literal = new StringBuilder("{");
        foreach (var value in values)
        {
            literal.Append(literal.Length > 1 ? ",\"" : "\"");
            foreach (var c in value)
                literal.Append(c is '"' or '\\' ? "\\" : "").Append(c);
            literal.Append('"');
        }

        return literal.Append('}').ToString();
    }
}
