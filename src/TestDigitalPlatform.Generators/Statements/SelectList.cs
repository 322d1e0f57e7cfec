using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>Reads the columns of a select where they are plainly written.</summary>
internal static class SelectList
{
    private static readonly HashSet<string> Ends = new(StringComparer.Ordinal)
    {
        "from", "where", "group", "having", "union", "intersect", "except", "order", "limit", "offset", "window",
    };

    /// <summary>
    /// The columns' names; <see langword="null"/> when one of them can't be told, because then nothing can be.
    /// </summary>
    public static HashSet<string>? Columns(List<SqlToken> tokens)
    {
        var from = tokens.FindIndex(t => t.Depth == 0 && t.Is("select"));
        if (from < 0 || !(tokens[0].Is("select") || tokens[0].Is("with")))
            return null;
        var columns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Items(tokens, from + 1))
        {
            if (Name(item) is not { } name)
                return null;
            columns.Add(name);
        }

        return columns;
    }

    /// <summary>The item that is a star, if there is one: <c>*</c>, <c>o.*</c>.</summary>
    public static bool HasStar(List<SqlToken> tokens)
    {
        var from = tokens.FindIndex(t => t.Depth == 0 && t.Is("select"));
        return from >= 0 && Items(tokens, from + 1).Any(
            item => item.Count <= 3 && item.Count > 0 && item[item.Count - 1].Is("*")
                && (item.Count == 1 || item[item.Count - 2].Is(".")));
    }

    private static List<List<SqlToken>> Items(List<SqlToken> tokens, int at)
    {
        if (at < tokens.Count && tokens[at].Keyword is "distinct" or "all")
            at++;
        // distinct on (…): the parenthesis is no item.
        if (at < tokens.Count && tokens[at].Is("on"))
            at = tokens.FindIndex(at, t => t.Depth == 0 && t.Is(")")) + 1;
        var items = new List<List<SqlToken>> { new() };
        foreach (var token in tokens.Skip(at).TakeWhile(t => t.Depth > 0 || !Ends.Contains(t.Keyword)))
        {
            if (token.Depth == 0 && token.Is(","))
                items.Add([]);
            else
                items[items.Count - 1].Add(token);
        }

        return items;
    }

    private static string? Name(List<SqlToken> item)
    {
        if (item.Count == 0)
            return null;
        var last = item[item.Count - 1];
        if (item.Count >= 3 && item[item.Count - 2].Is("as"))
            return last.IsWord ? last.Text : null;
        if (IsColumn(item, item.Count))
            return last.Text;
        var cast = item.FindIndex(t => t.Depth == 0 && t.Is(":"));
        if (cast > 0 && IsColumn(item, cast) && item.Skip(cast).All(IsPartOfType))
            return item[cast - 1].Text;
        return Call(item) ?? Alias(item, last);
    }

    // id, o.id, orders.o.id
    private static bool IsColumn(List<SqlToken> item, int count) =>
        count % 2 == 1 && item.Take(count).Select((t, i) => i % 2 == 0 ? t.IsWord : t.Is(".")).All(fits => fits);

    private static bool IsPartOfType(SqlToken token) => token.IsWord || token.Keyword is ":" or "[" or "]";

    // A call that is the whole item is named after the function.
    private static string? Call(List<SqlToken> item) =>
        item.Count >= 3 && item[0].IsWord && item[1].Is("(")
        && item.FindIndex(1, t => t.Depth == 0 && t.Is(")")) == item.Count - 1
            ? item[0].Text
            : null;

    // lower(title) name, o.id order_id
    private static string? Alias(List<SqlToken> item, SqlToken last) =>
        last.IsWord && !last.Is("end") && item.Count >= 2
        && (item[item.Count - 2].Is(")") || IsColumn(item, item.Count - 1))
            ? last.Text
            : null;
}
