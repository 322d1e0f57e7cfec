namespace TestDigitalPlatform.Generators.Statements;

/// <summary>One word or sign of a statement.</summary>
/// <param name="Text">In lower case, unless it was quoted.</param>
/// <param name="Depth">How many parentheses are open around it.</param>
/// <param name="IsWord">Whether it is a name or a keyword.</param>
/// <param name="IsQuoted">Whether it is a name for certain.</param>
internal readonly record struct SqlToken(string Text, int Depth, bool IsWord, bool IsQuoted = false)
{
    /// <summary>What it may mean to the grammar; nothing for a name in quotes.</summary>
    public string Keyword => IsQuoted ? "" : Text;

    public bool Is(string keyword) => Keyword == keyword;
}

/// <summary>Cuts a statement into words and signs, without its comments.</summary>
internal static class SqlTokens
{
    /// <summary>Stands for a part that can't be read when compiling.</summary>
    public const char Unread = '\u0001';

    public static List<SqlToken> Of(string sql)
    {
        var tokens = new List<SqlToken>();
        var depth = 0;
        for (var at = 0; at < sql.Length;)
        {
            var end = End(sql, at);
            var first = sql[at];
            if (first == ')')
                depth--;
            if (!char.IsWhiteSpace(first) && !IsComment(sql, at))
                tokens.Add(Token(sql, at, end, depth));
            if (first == '(')
                depth++;
            at = end;
        }

        return tokens;
    }

    private static SqlToken Token(string sql, int at, int end, int depth) => sql[at] switch
    {
        '"' => new SqlToken(sql.Substring(at + 1, Math.Max(0, end - at - 2)), depth, true, true),
        '\'' => new SqlToken("'", depth, false),
        var first => new SqlToken(
            sql.Substring(at, end - at).ToLowerInvariant(), depth, char.IsLetter(first) || first == '_'),
    };

    private static int End(string sql, int at) => sql[at] switch
    {
        '\'' or '"' => After(sql, at + 1, sql[at].ToString()),
        '-' when IsComment(sql, at) => After(sql, at, "\n"),
        '/' when IsComment(sql, at) => After(sql, at + 2, "*/"),
        var first when char.IsLetterOrDigit(first) || first is '_' or '$' => EndOfWord(sql, at),
        _ => at + 1,
    };

    private static bool IsComment(string sql, int at) =>
        at + 1 < sql.Length && sql[at] switch { '-' => sql[at + 1] == '-', '/' => sql[at + 1] == '*', _ => false };

    private static int After(string sql, int from, string end)
    {
        var found = sql.IndexOf(end, Math.Min(from, sql.Length), StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + end.Length;
    }

    private static int EndOfWord(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] is '_' or '$'))
            end++;
        return end;
    }
}
