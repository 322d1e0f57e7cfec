namespace TestDigitalPlatform.Grammar;

/// <summary>How operators are written after a field's name: <c>submittedAt.gte</c>.</summary>
internal static class OperatorText
{
    private static readonly (string Text, Operators Operator)[] All =
    [
        ("", Operators.Equal),
        ("ne", Operators.NotEqual),
        ("gt", Operators.GreaterThan),
        ("gte", Operators.AtLeast),
        ("lt", Operators.LessThan),
        ("lte", Operators.AtMost),
        ("contains", Operators.Contains),
        ("startsWith", Operators.StartsWith),
        ("null", Operators.Null),
    ];

    /// <summary><see cref="Operators.None"/> when there is no such operator.</summary>
    internal static Operators Parse(ReadOnlySpan<char> text)
    {
        foreach (var (known, @operator) in All)
        {
            if (text.SequenceEqual(known))
                return @operator;
        }

        return Operators.None;
    }

    /// <summary>
    /// The operators that are allowed, each by itself, with the name under which a field is sent for it.
    /// </summary>
    internal static IEnumerable<(string Name, Operators Operator)> Names(string field, Operators allowed) => All
        .Where(known => (allowed & known.Operator) != 0)
        .Select(known => (known.Text.Length == 0 ? field : $"{field}.{known.Text}", known.Operator));

    /// <summary>All the forms in which a field may be sent, for people: <c>status, status.ne</c>.</summary>
    internal static string Forms(string field, Operators allowed) =>
        string.Join(", ", Names(field, allowed).Select(known => known.Name));
}
