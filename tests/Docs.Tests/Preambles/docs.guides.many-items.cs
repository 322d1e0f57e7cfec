[Id]
public readonly partial record struct OrderId(Guid Value);

internal sealed record Order(OrderId Id, bool IsShipped, long Version) : IVersioned;

internal sealed class ListOrdersHandler : IQueryHandler<ListOrders, Page<OrderSummary>>
{
    public Task<Page<OrderSummary>> Fetch(ListOrders query, Db db, CancellationToken cancellationToken) =>
        db.Page("select id, reference, placed_at from purchase_order", query, cancellationToken);
}

internal abstract class NewsDesk
{
    public abstract IAsyncEnumerable<OrderNews> NewsOf(OrderId order, string? after, CancellationToken cancellationToken);
}
