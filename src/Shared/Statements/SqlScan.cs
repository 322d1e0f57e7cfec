using System;

namespace TestDigitalPlatform.Statements;

/// <summary>Finds where each thing that PostgreSQL's scanner knows begins and ends.</summary>
internal static class SqlScan
{
    // Only these: to PostgreSQL, a no-break space is a letter.
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool BeginsName(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or >= '\u0080';

    public static bool Continues(string sql, int at, string text) =>
        string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;

    public static bool IsComment(string sql, int at) => Continues(sql, at, "--") || Continues(sql, at, "/*");

    /// <summary>Comments of the form <c>/* */</c> nest.</summary>
    public static int EndOfComment(string sql, int at)
    {
        if (sql[at] == '-')
            return EndOfLine(sql, at);
        var open = 0;
        while (at < sql.Length)
        {
            var opens = Continues(sql, at, "/*");
            if (!opens && !Continues(sql, at, "*/"))
            {
                at++;
                continue;
            }

            at += 2;
            open += opens ? 1 : -1;
            if (open == 0)
                return at;
        }

        return sql.Length;
    }

    /// <summary>
    /// How many characters stand before the quote of a text constant (<c>E'</c>, <c>U&amp;'</c>, …); -1 when none begins
    /// here.
    /// </summary>
    public static int TextPrefix(string sql, int at)
    {
        if (sql[at] == '\'')
            return 0;
        if (sql[at] is 'e' or 'E' or 'b' or 'B' or 'x' or 'X' or 'n' or 'N' && Continues(sql, at + 1, "'"))
            return 1;
        return sql[at] is 'u' or 'U' && Continues(sql, at + 1, "&'") ? 2 : -1;
    }

    /// <summary>
    /// A text constant goes on in the next line when only white space with a line break stands between the quotes, and
    /// keeps its kind of escapes there.
    /// </summary>
    public static int EndOfText(string sql, int quote, bool escapes)
    {
        while (true)
        {
            var end = EndOfQuotes(sql, quote, escapes);
            var next = NextLine(sql, end);
            if (next < 0)
                return end;
            quote = next;
        }
    }

    /// <summary>The end of what begins with a quote; a quote that is doubled belongs to it.</summary>
    public static int EndOfQuotes(string sql, int quote, bool escapes)
    {
        for (var at = quote + 1; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\')
                at++;
            else if (sql[at] == sql[quote] && at + 1 < sql.Length && sql[at + 1] == sql[quote])
                at++;
            else if (sql[at] == sql[quote])
                return at + 1;
        }

        return sql.Length;
    }

    /// <summary>The end of <c>$tag$ … $tag$</c>; where it begins when it is none.</summary>
    public static int EndOfDollarQuote(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && sql[end] != '$' && (BeginsName(sql[end]) || (end > at + 1 && IsDigit(sql[end]))))
            end++;
        if (end >= sql.Length || sql[end] != '$')
            return at;
        var tag = sql.Substring(at, end + 1 - at);
        var close = sql.IndexOf(tag, end + 1, StringComparison.Ordinal);
        return close < 0 ? sql.Length : close + tag.Length;
    }

    public static int EndOfName(string sql, int at)
    {
        while (at < sql.Length && (BeginsName(sql[at]) || IsDigit(sql[at]) || sql[at] == '$'))
            at++;
        return at;
    }

    public static int EndOfDigits(string sql, int at)
    {
        while (at < sql.Length && IsDigit(sql[at]))
            at++;
        return at;
    }

    /// <summary>Also the forms with letters: <c>0x1F</c>, <c>1e9</c>, <c>1_000</c>.</summary>
    public static int EndOfNumber(string sql, int at)
    {
        at = EndOfAlphanumerics(sql, at);
        return at + 1 < sql.Length && sql[at] == '.' && IsDigit(sql[at + 1]) ? EndOfAlphanumerics(sql, at + 1) : at;
    }

    /// <summary>Names fold as in PostgreSQL: A to Z and nothing else.</summary>
    public static string Lower(string text)
    {
        char[]? lower = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= 'A' and <= 'Z')
                (lower ??= text.ToCharArray())[i] = (char)(text[i] | 0x20);
        }

        return lower is null ? text : new string(lower);
    }

    private static int EndOfAlphanumerics(string sql, int at)
    {
        while (at < sql.Length && (IsDigit(sql[at]) || BeginsName(sql[at])))
            at++;
        return at;
    }

    private static int EndOfLine(string sql, int at)
    {
        while (at < sql.Length && sql[at] is not ('\n' or '\r'))
            at++;
        return at;
    }

    // Where the text goes on, or -1.
    private static int NextLine(string sql, int at)
    {
        var broken = false;
        while (at < sql.Length && (IsSpace(sql[at]) || Continues(sql, at, "--")))
        {
            if (sql[at] == '-')
            {
                at = EndOfLine(sql, at);
                continue;
            }

            broken |= sql[at] is '\n' or '\r';
            at++;
        }

        return broken && at < sql.Length && sql[at] == '\'' ? at : -1;
    }
}
