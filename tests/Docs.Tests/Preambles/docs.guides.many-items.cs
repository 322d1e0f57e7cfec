global using System.Globalization;
[Id]
public readonly partial record struct OrderId(Guid Value);

internal sealed record Order(OrderId Id, bool IsShipped, long Version) : IVersioned;

internal sealed class ListOrdersHandler : IQueryHandler<ListOrders, Page<OrderSummary>>
{
    public Task<Page<OrderSummary>> Fetch(ListOrders query, Db db, CancellationToken cancellationToken) =>
        db.Page("select id, reference, placed_at from purchase_order", query, cancellationToken);
}

public sealed record OrderChanged(OrderId Order, CustomerId Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Order.ToString();
}
