using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.CodeFixes.Statements;

/// <summary>The SQL of a literal or an interpolated string, by its places in the source.</summary>
internal static class WrittenSql
{
    /// <summary>Its tokens, whose places are those of the source.</summary>
    /// <returns>Nothing for an expression that is not a text.</returns>
    public static List<SqlToken> Tokens(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax ? SqlTokens.Of(Masked(expression)) : [];

    // Quotes and escapes of C# become blanks, and what is interpolated a value, so that each character of the SQL keeps its place.
    private static string Masked(ExpressionSyntax expression)
    {
        var source = expression.ToString();
        var text = source.ToCharArray();
        var opened = source.IndexOf('"');
        var content = opened;
        while (content < source.Length && source[content] == '"')
            content++;
        var quotes = content - opened >= 3 ? content - opened : 1;
        var (begin, end) = (opened + quotes, source.Length - quotes);
        Blank(text, 0, begin);
        Blank(text, Math.Max(begin, end), source.Length);
        if (quotes == 1)
            BlankEscapes(text, begin, end, source.IndexOf('@') is var at && at >= 0 && at < opened);
        foreach (var hole in expression.ChildNodes().OfType<InterpolationSyntax>())
        {
            var start = hole.SpanStart - expression.SpanStart;
            Blank(text, start, start + hole.Span.Length);
            text[start] = SqlTokens.Value;
        }

        return new string(text);
    }

    private static void BlankEscapes(char[] text, int begin, int end, bool isVerbatim)
    {
        for (var i = begin; i < end - 1; i++)
        {
            if (isVerbatim ? text[i] == '"' && text[i + 1] == '"' : text[i] == '\\')
            {
                text[i] = ' ';
                i++;
                // A line's end ends a comment. Any other escape is white space, or a character that no keyword has.
                if (text[i] is not ('"' or '\'' or '\\'))
                    text[i] = text[i] is 'n' or 'r' ? '\n' : ' ';
            }
        }
    }

    private static void Blank(char[] text, int begin, int end)
    {
        for (var i = begin; i < end; i++)
            text[i] = ' ';
    }
}
