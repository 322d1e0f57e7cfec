using System;
using System.Collections.Generic;

namespace TestDigitalPlatform.Statements;

/// <summary>What a statement is, as far as its tokens tell for certain.</summary>
internal sealed class SqlShape
{
    private static readonly HashSet<string> Verbs =
        new(StringComparer.Ordinal) { "select", "insert", "update", "delete", "merge", "values", "table" };

    // After these stands a name, which may be spelt like a verb.
    private static readonly HashSet<string> Names =
        new(StringComparer.Ordinal) { "with", "recursive", ",", "by", "set", "using", "as", "." };

    private SqlShape(List<SqlToken> tokens)
    {
        while (tokens.Count > 0 && tokens[tokens.Count - 1].Is(";"))
            tokens.RemoveAt(tokens.Count - 1);
        (Tokens, End) = (tokens, tokens.Count == 0 ? 0 : tokens[tokens.Count - 1].End);
        MainToken = Main(tokens);
    }

    /// <summary>The tokens, without semicolons at the end.</summary>
    public List<SqlToken> Tokens { get; }

    /// <summary>Where the statement ends; what follows are comments, white space and semicolons.</summary>
    public int End { get; }

    /// <summary>The token that says what is done, after a <c>with</c>'s parts; -1 when it can't be told.</summary>
    public int MainToken { get; }

    /// <summary>What is done: <c>select</c>, <c>insert</c>, <c>update</c>, …; empty when it can't be told.</summary>
    public string Verb => MainToken < 0 ? "" : Tokens[MainToken].Keyword;

    /// <summary>Whether another statement follows, which PostgreSQL takes only one at a time.</summary>
    public bool HasAnother => Tokens.Exists(t => t.Depth == 0 && t.Is(";"));

    /// <summary>
    /// Whether it inserts at least one row or fails: an <c>insert</c> of values, and nothing after them.
    /// </summary>
    /// <remarks>
    /// Whatever is not known for certain to be one isn't: <c>on conflict</c> in any spelling, <c>select</c>,
    /// <c>table t</c>, parts that can't be read.
    /// </remarks>
    public bool IsPlainInsert
    {
        get
        {
            if (MainToken != 0 || Verb != "insert")
                return false;
            var values = Tokens.FindIndex(t => t.Depth == 0 && t.Is("values"));
            if (values < 0)
                return false;
            if (Tokens[values - 1].Is("default"))
                return values == Tokens.Count - 1;
            return values < Tokens.Count - 1
                && Tokens.FindIndex(values + 1, t => t.Depth == 0 && !(t.Is("(") || t.Is(")") || t.Is(","))) < 0
                && IsNamedTarget(values);
        }
    }

    public static SqlShape Of(string sql) => new(SqlTokens.Of(sql));

    // insert into [schema.]name [as alias] [(columns)] [overriding … value] values: nothing that selects.
    private bool IsNamedTarget(int values)
    {
        for (var i = 1; i < values; i++)
        {
            if (Tokens[i].Depth == 0 && Tokens[i].Keyword is "select" or "table" or "with" or "\u0001")
                return false;
        }

        return Tokens.Count > 1 && Tokens[1].Is("into");
    }

    // with [recursive] name [(columns)] as [not materialized] (…) [search … | cycle …] [, …] main
    private static int Main(List<SqlToken> tokens)
    {
        if (tokens.Count == 0 || !tokens[0].Is("with"))
            return tokens.Count == 0 ? -1 : 0;
        for (var i = 2; i < tokens.Count; i++)
        {
            if (tokens[i].Depth == 0 && Verbs.Contains(tokens[i].Keyword) && !Names.Contains(tokens[i - 1].Keyword))
                return i;
        }

        return -1;
    }
}
