using System.Globalization;
using System.Text.Json;

namespace TestDigitalPlatform.Paging;

/// <summary>The team's statement with the criteria around it.</summary>
internal sealed class PageStatement<TItem>
    where TItem : notnull
{
    private const int MaxCount = 10_000;

    private readonly Sql inner;
    private readonly Sql where;
    private readonly SortTerm<TItem>[] order;
    private readonly PageQuery<TItem> query;
    private readonly CursorScope scope;

    internal PageStatement(Sql inner, Sql where, SortTerm<TItem>[] order, PageQuery<TItem> query, CursorScope scope)
    {
        (this.inner, this.where, this.order, this.query, this.scope) = (inner, where, order, query, scope);
        Rows = Compose();
    }

    internal Sql Rows { get; }

    /// <summary>
    /// Asks whether the row that the cursor stands on is still as it was; <see langword="null"/> when the cursor says
    /// where it stands by itself.
    /// </summary>
    internal Sql? Standing { get; private set; }

    internal static InvalidInputException Expired() => new(new FieldError(
        "after", "cursor_expired",
        "The item that the cursor points to was changed or removed. Omit 'after' to start again."));

    internal Sql Count()
    {
        var sql = new Sql(64, 4);
        sql.AppendLiteral("select count(*) from (select 1 from ");
        AppendFiltered(sql);
        sql.AppendLiteral(" limit ");
        sql.AppendFormatted(MaxCount);
        sql.AppendLiteral(") c");
        return sql;
    }

    internal Page<TItem> Page(IReadOnlyList<TItem> rows, int? count)
    {
        // One row more than asked for tells whether there is a next page.
        if (rows.Count <= query.Limit)
            return new Page<TItem>(rows, null, count);
        var items = (List<TItem>)rows;
        items.RemoveAt(items.Count - 1);
        return new Page<TItem>(items, scope.Write(where, order, items[^1]), count);
    }

    private Sql Compose()
    {
        var sql = new Sql(64, 8);
        sql.AppendLiteral("select q.* from ");
        AppendFiltered(sql);
        if (!string.IsNullOrEmpty(query.After))
            AppendAfter(sql, scope.Read(where, order, query.After));
        sql.AppendLiteral(" order by ");
        for (var i = 0; i < order.Length; i++)
        {
            sql.AppendLiteral(i == 0 ? "q." : ", q.");
            sql.AppendLiteral(order[i].Column.Column);
            if (order[i].Down)
                sql.AppendLiteral(" desc");
        }

        sql.AppendLiteral(" limit ");
        sql.AppendFormatted(query.Limit + 1);
        return sql;
    }

    private void AppendFiltered(Sql sql)
    {
        sql.AppendLiteral("(");
        sql.AppendStatement(inner);
        sql.AppendLiteral(") q where true");
        sql.AppendFormatted(where);
    }

    private void AppendAfter(Sql sql, JsonElement[] values)
    {
        if (values.Length != order.Length)
            throw new InvalidInputException(
                new FieldError("after", "foreign_cursor", "The cursor belongs to another sort order."));
        if (Array.Exists(values, SortColumn<TItem>.IsReference))
            Standing = AskForRow(values);
        if (Array.TrueForAll(order, t => t.Down == order[0].Down))
            AppendRowComparison(sql, values);
        else
            AppendNested(sql, values, 0);
    }

    // (a, b, id) < ($1, $2, $3): one range of an index.
    private void AppendRowComparison(Sql sql, JsonElement[] values)
    {
        sql.AppendLiteral(" and (");
        sql.AppendLiteral(string.Join(", ", order.Select(t => "q." + t.Column.Column)));
        sql.AppendLiteral(order[0].Down ? ") < (" : ") > (");
        for (var i = 0; i < order.Length; i++)
        {
            if (i > 0)
                sql.AppendLiteral(", ");
            AppendValue(sql, values, i);
        }

        sql.AppendLiteral(")");
    }

    // Mixed directions: a <= $1 and (a < $1 or (b >= $2 and (b > $2 or …))). The outer comparison is the range that an
    // index serves.
    private void AppendNested(Sql sql, JsonElement[] values, int at)
    {
        var (column, comparison) = ("q." + order[at].Column.Column, order[at].Down ? " < " : " > ");
        if (at == order.Length - 1)
        {
            sql.AppendLiteral(string.Create(CultureInfo.InvariantCulture, $" and {column}{comparison}"));
            AppendValue(sql, values, at);
            return;
        }

        sql.AppendLiteral(string.Create(CultureInfo.InvariantCulture, $" and {column}{comparison.TrimEnd()}= "));
        AppendValue(sql, values, at);
        sql.AppendLiteral(string.Create(CultureInfo.InvariantCulture, $" and ({column}{comparison}"));
        AppendValue(sql, values, at);
        sql.AppendLiteral(" or (true");
        AppendNested(sql, values, at + 1);
        sql.AppendLiteral("))");
    }

    private void AppendValue(Sql sql, JsonElement[] values, int at)
    {
        if (!SortColumn<TItem>.IsReference(values[at]))
        {
            order[at].Column.Append(sql, values[at]);
            return;
        }

        // Depends on no row outside, so PostgreSQL asks it once, before it scans.
        sql.AppendLiteral("(select r.");
        sql.AppendLiteral(order[at].Column.Column);
        AppendRow(sql, values);
        sql.AppendLiteral(" limit 1)");
    }

    private Sql AskForRow(JsonElement[] values)
    {
        var sql = new Sql(64, 4);
        sql.AppendLiteral("select exists (select 1");
        AppendRow(sql, values);
        sql.AppendLiteral(")");
        return sql;
    }

    private void AppendRow(Sql sql, JsonElement[] values)
    {
        sql.AppendLiteral(" from (");
        sql.AppendStatement(inner);
        sql.AppendLiteral(") r where ");
        for (var i = 0; i < order.Length; i++)
        {
            if (i > 0)
                sql.AppendLiteral(" and ");
            order[i].Column.AppendMatch(sql, values[i]);
        }
    }
}
