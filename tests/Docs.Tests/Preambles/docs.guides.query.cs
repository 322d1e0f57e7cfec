global using Shouldly;
global using Xunit;

[Id]
public readonly partial record struct OrderId(Guid Value);

public enum OrderStatus
{
    Placed,
    Shipped,
    Cancelled,
}

[Get("/orders/found"), Allow(Role.CustomerUser)]
public sealed record FindOrders(string? Reference) : IQuery<IReadOnlyList<OrderSummary>>;

public sealed record OrderCounts(int Placed);

internal sealed class CountOrdersHandler : IQueryHandler<CountOrders, OrderCounts>
{
    public Task<OrderCounts> Fetch(CountOrders query, Db db, CancellationToken cancellationToken) =>
        db.One<OrderCounts>("select count(*)::int as placed from purchase_order", cancellationToken);
}

public sealed record OrderPlaced(OrderId Order) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

public sealed record OrderCancelled(OrderId Order) : IEvent
{
    string IEvent.Subject => Order.ToString();
}
