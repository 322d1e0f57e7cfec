using System.Collections.Generic;

namespace TestDigitalPlatform.Statements;

/// <summary>
/// Cuts a statement into words and signs, without its comments, as PostgreSQL's own scanner does ("Lexical Structure" in
/// its documentation).
/// </summary>
/// <remarks>The one place that knows how SQL is written: the compiler's rules and the run time both read from it.</remarks>
internal static class SqlTokens
{
    /// <summary>Stands for a part that can't be read when compiling.</summary>
    public const char Unread = '\u0001';

    /// <summary>Stands for a value of an interpolated string when compiling.</summary>
    public const char Value = '\u0002';

    public static List<SqlToken> Of(string sql)
    {
        var tokens = new List<SqlToken>();
        var depth = 0;
        for (var at = 0; at < sql.Length;)
        {
            if (SqlScan.IsSpace(sql[at]))
            {
                at++;
                continue;
            }

            if (SqlScan.IsComment(sql, at))
            {
                at = SqlScan.EndOfComment(sql, at);
                continue;
            }

            if (sql[at] is ')' or ']' && depth > 0)
                depth--;
            var token = Read(sql, at, depth);
            tokens.Add(token);
            if (sql[at] is '(' or '[')
                depth++;
            at = token.End;
        }

        return tokens;
    }

    private static SqlToken Read(string sql, int at, int depth)
    {
        var first = sql[at];
        if (SqlScan.TextPrefix(sql, at) is var prefix && prefix >= 0)
            return Text(sql, at, prefix, depth);
        if (first == '"' || (first is 'u' or 'U' && SqlScan.Continues(sql, at + 1, "&\"")))
            return QuotedName(sql, at, first == '"' ? at : at + 2, depth);
        if (first == '$' && SqlScan.EndOfDollarQuote(sql, at) is var quoted && quoted > at)
            return new SqlToken("'", depth, SqlTokenKind.Text, at, quoted);
        if (first == Value || (first == '$' && at + 1 < sql.Length && SqlScan.IsDigit(sql[at + 1])))
            return Plain(sql, at, first == Value ? at + 1 : SqlScan.EndOfDigits(sql, at + 1), depth, SqlTokenKind.Parameter);
        if (SqlScan.IsDigit(first))
            return Plain(sql, at, SqlScan.EndOfNumber(sql, at), depth, SqlTokenKind.Number);
        return SqlScan.BeginsName(first)
            ? Plain(sql, at, SqlScan.EndOfName(sql, at), depth, SqlTokenKind.Word)
            : Plain(sql, at, at + 1, depth, SqlTokenKind.Sign);
    }

    private static SqlToken Text(string sql, int at, int prefix, int depth)
    {
        var escapes = prefix == 1 && sql[at] is 'e' or 'E';
        return new SqlToken("'", depth, SqlTokenKind.Text, at, SqlScan.EndOfText(sql, at + prefix, escapes));
    }

    private static SqlToken QuotedName(string sql, int at, int quote, int depth)
    {
        var end = SqlScan.EndOfQuotes(sql, quote, escapes: false);
        var isClosed = end > quote + 1 && sql[end - 1] == '"';
        var name = sql.Substring(quote + 1, end - quote - (isClosed ? 2 : 1)).Replace("\"\"", "\"");
        return new SqlToken(name, depth, SqlTokenKind.QuotedName, at, end);
    }

    private static SqlToken Plain(string sql, int at, int end, int depth, SqlTokenKind kind) =>
        new(SqlScan.Lower(sql.Substring(at, end - at)), depth, kind, at, end);
}
