using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Pages;
using TestDigitalPlatform.Generators.Rows;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>What a statement that is fetched with must select, and must not do.</summary>
internal static class ReadRules
{
    private static readonly HashSet<string> Writes = new(StringComparer.Ordinal)
    {
        "alter", "call", "copy", "create", "delete", "do", "drop", "grant", "insert", "lock", "merge", "revoke", "set",
        "truncate", "update",
    };

    private static readonly HashSet<string> Around = new(StringComparer.Ordinal) { "limit", "offset", "order" };

    public static IEnumerable<Diagnostic> Check(IInvocationOperation call, Compilation compilation)
    {
        foreach (var loop in CheckLoop(call))
            yield return loop;
        if (call.Arguments.FirstOrDefault(a => a.Parameter?.Type.IsOurs("Sql") == true) is not { } statement)
            yield break;
        var (tokens, at) = (SqlTokens.Of(StatementText.Of(statement)), statement.Syntax.GetLocation());
        if (tokens.Count == 0)
            yield break;
        if (Write(tokens) is { } write)
        {
            yield return Diagnostic.Create(Descriptors.FetchWrites, at, write);
            yield break;
        }

        var page = call.TargetMethod.Name == "Page" ? PageOf(call) : null;
        if (page is not null
            && tokens.FirstOrDefault(t => t.Depth == 0 && Around.Contains(t.Keyword)) is { Text: { } word })
            yield return Diagnostic.Create(Descriptors.OrderedPage, at, word == "order" ? "order by" : word);
        foreach (var missing in Missing(call, compilation, tokens, page, at))
            yield return missing;
    }

    /// <summary>A round trip for each turn of a loop.</summary>
    public static IEnumerable<Diagnostic> CheckLoop(IInvocationOperation call)
    {
        // A batch only notes its statements; running it is what travels.
        if (call.TargetMethod.ContainingType.IsOurs("DbBatch") && call.TargetMethod.Name != "Run")
            yield break;
        for (var outer = call.Parent; outer is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            outer = outer.Parent)
        {
            if (outer is ILoopOperation { LoopKind: not LoopKind.None } loop && IsWithin(loop.Body, call))
            {
                yield return Diagnostic.Create(
                    Descriptors.StatementInLoop, call.Syntax.GetLocation(),
                    call.TargetMethod.Name == "Run" ? "Batch().Run" : call.TargetMethod.Name);
                yield break;
            }
        }
    }

    private static IEnumerable<Diagnostic> Missing(
        IInvocationOperation call, Compilation compilation, List<SqlToken> tokens, PageModel? page, Location at)
    {
        if (SelectList.Columns(tokens) is not { } selected)
            yield break;
        var sorts = page is null ? [] : page.Sorts.Append(page.Key).Select(s => s.Column).Distinct().ToArray();
        foreach (var sort in sorts.Where(column => !selected.Contains(column)))
            yield return Diagnostic.Create(
                Descriptors.ColumnNotSelected, at, Suggestion.Of(sort), QueryOf(call)!.Name, "sorts", sort);
        foreach (var filter in page?.Filters.Where(f => !selected.Contains(f.Column)) ?? [])
            yield return Diagnostic.Create(
                Descriptors.ColumnNotSelected, at, Suggestion.Of(filter.Column),
                QueryOf(call)!.Name, "filters", filter.Column);
        if (RowCalls.RowType(call.TargetMethod) is not { } type
            || RowShape.Read(type, compilation, out _) is not { } row)
            yield break;
        foreach (var column in row.Arguments.Concat(row.Required).Select(member => member.Column))
        {
            if (!selected.Contains(column) && !sorts.Contains(column))
                yield return Diagnostic.Create(
                    Descriptors.ColumnMissing, at, Suggestion.Of(column), type.Name, column);
        }
    }

    private static PageModel? PageOf(IInvocationOperation call) =>
        QueryOf(call) is { } query ? PageModelReader.Read(query, []) : null;

    private static ITypeSymbol? QueryOf(IInvocationOperation call)
    {
        var query = call.Arguments.FirstOrDefault(a => a.Parameter?.Type.IsOurs("PageQuery") == true)?.Value;
        while (query is IConversionOperation conversion)
            query = conversion.Operand;
        return query?.Type;
    }

    // The first word, or the first of a part: with gone as (delete from …) select …
    private static string? Write(List<SqlToken> tokens)
    {
        if (Writes.Contains(tokens[0].Keyword))
            return tokens[0].Text;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i - 1].Is("(") && tokens[i].Keyword is "insert" or "update" or "delete" or "merge"
                && i + 1 < tokens.Count && tokens[i + 1].Keyword is not ("," or ")" or "."))
                return tokens[i].Text;
        }

        return null;
    }

    private static bool IsWithin(IOperation body, IOperation inner) => body.Syntax.Span.Contains(inner.Syntax.Span);
}
