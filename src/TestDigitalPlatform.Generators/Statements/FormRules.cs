using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>What is wrong with a statement's form whoever runs it: PostgreSQL would refuse each call.</summary>
internal static class FormRules
{
    private const string InQuotes =
        "A value is inside quotes, a quoted name or a comment, where PostgreSQL has no parameters, so each "
        + "call fails: write it outside, as in '%' || {text} || '%'";

    private const string OwnNumber =
        "'{0}' is a parameter number, which only the platform assigns: "
        + "write {…} where the value goes";

    private const string Several =
        "A second statement follows after ';', but PostgreSQL accepts one at a time: "
        + "give each its own call";

    public static IEnumerable<string> Check(string text)
    {
        var shape = SqlShape.Of(text);
        if (HasHiddenValue(text, shape.Tokens))
            yield return InQuotes;
        if (shape.Tokens.FirstOrDefault(t => t.Kind == SqlTokenKind.Parameter && t.Text[0] == '$').Text is { } number)
            yield return OwnNumber.Replace("{0}", number);
        if (shape.HasAnother)
            yield return Several;
    }

    // A value is a token of its own wherever PostgreSQL would see a parameter.
    private static bool HasHiddenValue(string text, List<SqlToken> tokens)
    {
        var seen = new HashSet<int>(tokens.Select(t => t.Start));
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is SqlTokens.Value or SqlTokens.Unread && !seen.Contains(at))
                return true;
        }

        return false;
    }
}
