namespace Items;

/// <summary>Shows one item.</summary>
[Get("/items/{id}"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record GetItem(ItemId Id) : IQuery<ItemDetails>;

/// <summary>An item with all that is known about it.</summary>
public sealed record ItemDetails(
    ItemId Id, string Title, string Description, ItemStatus Status, Priority Priority, DateTimeOffset CreatedAt);

internal sealed class GetItemHandler : IQueryHandler<GetItem, ItemDetails>
{
    public Task<ItemDetails> Fetch(GetItem query, Db db, CancellationToken cancellationToken) => db.One<ItemDetails>(
        $"select id, title, description, status, priority, created_at from item where id = {query.Id}", cancellationToken);
}
