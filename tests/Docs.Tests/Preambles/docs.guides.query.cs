global using Dapper;
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

[Get("/orders/late"), Allow(Role.CustomerUser)]
[Sortable("placedAt")]
public sealed record ListLateOrders : PageQuery<OrderSummary>
{
    public int Days { get; init; } = 7;
}

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

[Get("/orders/{order}/price"), Allow(Role.CustomerUser)]
public sealed record GetOrderPrice(OrderId Order, [Length(3, 3)] string Currency) : IQuery<OrderPrice>;

public sealed record OrderPrice(decimal Amount, string Currency);

#pragma warning disable TDP1003 // Another service's contract, which handles it.
[Get("/rates/{from}/{to}"), Allow]
public sealed record GetRate(string From, string To) : IQuery<Rate>;
#pragma warning restore TDP1003

public sealed record Rate(decimal Factor);

internal sealed record OrderTotal(decimal Total);

internal class PageScope
{
    protected static readonly string[] args = [];
}

public static class OrdersService
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform("orders");
        builder.AddServiceClient<RatesClient>("rates", new Uri("https://rates.example.com"));

        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}
