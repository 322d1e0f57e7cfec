#pragma warning disable TDP1003 // The contracts are another service's, which handles them.
[Id]
public readonly partial record struct OrderId(Guid Value);

public enum OrderStatus
{
    Placed,
    Shipped,
}

[Post("/orders"), Allow]
public sealed record PlaceOrder([Length(1, 50)] string Article, int Quantity) : ICommand<OrderId>;

[Post("/orders/{order}/cancellation"), Allow]
public sealed record CancelOrder(OrderId Order, [Length(1, 200)] string Reason) : ICommand;

[Get("/orders/{order}"), Allow]
public sealed record GetOrder(OrderId Order) : IQuery<OrderDetails>;

public sealed record OrderDetails(OrderId Id, decimal Total, long Version) : IVersioned;

[Get("/orders"), Allow, Sortable("total")]
public sealed record ListOrders : PageQuery<OrderSummary>
{
    [Filter] public Filter<OrderStatus> Status { get; init; }
}

public sealed record OrderSummary(OrderId Id, OrderStatus Status, decimal Total);
#pragma warning restore TDP1003

internal abstract class MyTokens
{
    public abstract ValueTask<string> Current(CancellationToken cancellationToken);
}

internal class PageScope
{
    protected const string token = "";
    protected static readonly string[] args = [];
    protected static readonly WebApplicationBuilder builder = WebApplication.CreateBuilder();
    protected static readonly ServiceClient orders = new(new HttpClient());
    protected static readonly OrderId order;
}

[Get("/invoices/{order}"), Allow]
public sealed record GetInvoice(OrderId Order) : IQuery<Invoice>;

public sealed record Invoice(decimal Total);

internal sealed class GetInvoiceHandler(OrdersClient orders) : IQueryHandler<GetInvoice, Invoice>
{
    public async Task<Invoice> Fetch(GetInvoice query, Db db, CancellationToken cancellationToken) =>
        new((await orders.Query(new GetOrder(query.Order), cancellationToken)).Total);
}
