namespace Items;

/// <summary>Lists a customer's items, newest first.</summary>
[Get("/items"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
[Sortable("createdAt", Default = "-createdAt")]
public sealed record ListItems : PageQuery<ItemSummary>
{
    /// <summary>Only items in one of these states.</summary>
    [Filter] public Filter<ItemStatus> Status { get; init; }
}

/// <summary>An item as lists show it.</summary>
public sealed record ItemSummary(ItemId Id, string Title, ItemStatus Status, Priority Priority, DateTimeOffset CreatedAt);

internal sealed class ListItemsHandler : IQueryHandler<ListItems, Page<ItemSummary>>
{
    public Task<Page<ItemSummary>> Fetch(ListItems query, Db db, CancellationToken cancellationToken) =>
        db.Page<ItemSummary>("select id, title, status, priority, created_at from item", query, cancellationToken);
}
