using System.ComponentModel;
using System.Collections.Concurrent;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Paging;

namespace TestDigitalPlatform.Generated;

/// <summary>The sort and filter fields of a list, for items of one type.</summary>
/// <typeparam name="TItem">The list's item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PageShape<TItem>
    where TItem : notnull
{
    private static readonly ConcurrentDictionary<Type, PageShape<TItem>> Shapes = new();

    private protected PageShape()
    {
    }

    internal static PageShape<TItem> For(PageQuery<TItem> query) => Shapes.TryGetValue(query.GetType(), out var shape)
        ? shape
        : throw new InvalidOperationException(
            $"{query.GetType().Name} has no generated paging: handle it with an IQueryHandler in a project that "
            + "references the platform.");

    internal abstract PageStatement<TItem> Compose(
        Sql sql, PageQuery<TItem> query, Caller? caller, CursorSigner cursors);

    private protected static void Register(Type query, PageShape<TItem> shape) => Shapes[query] = shape;
}

/// <summary>The sort and filter fields of one list query. Created by generated code.</summary>
/// <typeparam name="TQuery">The list's query.</typeparam>
/// <typeparam name="TItem">The list's item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PageShape<TQuery, TItem> : PageShape<TItem>
    where TQuery : PageQuery<TItem>
    where TItem : notnull
{
    private readonly FilterColumn<TQuery>[] filters;
    private readonly SortOrder<TItem> order;
    private readonly Func<TQuery, object?[]>? asked;

    private PageShape(FilterColumn<TQuery>[] filters, SortOrder<TItem> order, Func<TQuery, object?[]>? asked) =>
        (this.filters, this.order, this.asked) = (filters, order, asked);

    /// <summary>Called by generated code when the service's assembly is loaded.</summary>
    /// <param name="filters">The filter fields.</param>
    /// <param name="sorts">The sort fields.</param>
    /// <param name="key">The unique field.</param>
    /// <param name="defaultSort">The default sort order.</param>
    /// <param name="asked">Returns the values of a query, besides filters, that select its items.</param>
    public static void Register(
        FilterColumn<TQuery>[] filters, SortColumn<TItem>[] sorts, SortColumn<TItem> key, string defaultSort,
        Func<TQuery, object?[]>? asked = null)
    {
        var order = new SortOrder<TItem>(sorts, key, defaultSort);
        Register(typeof(TQuery), new PageShape<TQuery, TItem>(filters, order, asked));
    }

    internal override PageStatement<TItem> Compose(
        Sql sql, PageQuery<TItem> query, Caller? caller, CursorSigner cursors)
    {
        var where = new Sql(64, 4);
        foreach (var filter in filters)
            filter.Append(where, (TQuery)query);
        var scope = new CursorScope(typeof(TQuery).Name, asked?.Invoke((TQuery)query) ?? [], caller, cursors);
        return new PageStatement<TItem>(sql, where, order.Parse(query.Sort), query, scope);
    }
}
