using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>A statement that names a customer, where it should leave that to row-level security or to a value.</summary>
internal static class CustomerRules
{
    // What tdp.isolate takes for the customer's column unless it is told another one.
    private const string Column = "customer_id";

    private static readonly HashSet<string> Comparisons = new(StringComparer.Ordinal)
    {
        "=", "<", ">", "!", "~", "in", "not", "like", "ilike", "is", "distinct", "from", "(", "any", "array", "[",
    };

    /// <summary>Whether its text holds a customer, as <c>customer_id = 'acme'</c> or among the values of an insert.</summary>
    public static bool IsNamed(List<SqlToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] is { IsWord: true, Text: Column } && (IsComparedAfter(tokens, i) || IsComparedBefore(tokens, i)))
                return true;
        }

        return IsInserted(tokens);
    }

    /// <summary>Whether a value of it is a customer that the code itself names: <c>{CustomerId.Parse("acme")}</c>.</summary>
    public static bool IsNamed(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value switch
        {
            IInvocationOperation { TargetMethod: { Name: "Parse", ContainingType: var type }, Arguments: { Length: > 0 } given } =>
                type.IsOurs("CustomerId") && given[0].Value.ConstantValue.HasValue,
            IObjectCreationOperation { Type: var type, Arguments: { Length: 1 } given } =>
                type.IsOurs("CustomerId") && given[0].Value.ConstantValue.HasValue,
            _ => false,
        };
    }

    // customer_id = 'a', customer_id in ('a', 'b'), customer_id = any(array['a']), customer_id is distinct from 'a'
    private static bool IsComparedAfter(List<SqlToken> tokens, int at)
    {
        var next = at + 1;
        while (next < tokens.Count && Comparisons.Contains(tokens[next].Keyword))
            next++;
        return next > at + 1 && next < tokens.Count && tokens[next].Kind == SqlTokenKind.Text;
    }

    // 'a' = customer_id, 'a' = r.customer_id
    private static bool IsComparedBefore(List<SqlToken> tokens, int at)
    {
        var before = at - 1;
        if (before >= 1 && tokens[before].Is("."))
            before -= 2;
        var operators = before;
        while (operators >= 0 && tokens[operators].Keyword is "=" or "<" or ">" or "!")
            operators--;
        return operators < before && operators >= 0 && tokens[operators].Kind == SqlTokenKind.Text;
    }

    // insert into t (id, customer_id) values ($1, 'a'), or … select $1, 'a' from …
    private static bool IsInserted(List<SqlToken> tokens)
    {
        var into = tokens.FindIndex(t => t.Is("into"));
        var open = into < 0 ? -1 : tokens.FindIndex(into, t => t.Is("("));
        if (open < 0)
            return false;
        var columns = Items(tokens, open + 1, tokens[open].Depth + 1);
        var place = columns.FindIndex(item => item.Count == 1 && item[0] is { IsWord: true, Text: Column });
        if (place < 0)
            return false;
        for (var i = open; i < tokens.Count; i++)
        {
            // Each row of values, and a select's list.
            var isRow = tokens[i].Is("(") && (tokens[i - 1].Is("values") || (tokens[i - 1].Is(",") && tokens[i - 2].Is(")")));
            if ((isRow || tokens[i].Is("select"))
                && Items(tokens, i + 1, isRow ? tokens[i].Depth + 1 : tokens[i].Depth) is var items
                && items.Count > place && items[place].Count > 0 && items[place][0].Kind == SqlTokenKind.Text)
                return true;
        }

        return false;
    }

    private static List<List<SqlToken>> Items(List<SqlToken> tokens, int at, int depth)
    {
        var items = new List<List<SqlToken>> { new() };
        foreach (var token in tokens.Skip(at).TakeWhile(t => t.Depth >= depth && !(t.Depth == depth && t.Is("from"))))
        {
            if (token.Depth == depth && token.Is(","))
                items.Add([]);
            else
                items[items.Count - 1].Add(token);
        }

        return items;
    }
}
