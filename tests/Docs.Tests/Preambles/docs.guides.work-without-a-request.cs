global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;

[Id]
public readonly partial record struct OrderId(Guid Value);

/// <summary>Lists orders.</summary>
[Get("/orders"), Allow(Role.CustomerUser, Role.CustomerAdministrator), Sortable("placedAt", Default = "placedAt")]
public sealed record ListOrders : PageQuery<OrderSummary>
{
    /// <summary>Only orders placed within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> PlacedAt { get; init; }
}

public sealed record OrderSummary(OrderId Id, DateTimeOffset PlacedAt);

internal sealed class ListOrdersHandler : IQueryHandler<ListOrders, Page<OrderSummary>>
{
    public Task<Page<OrderSummary>> Fetch(ListOrders query, Db db, CancellationToken cancellationToken) =>
        db.Page("select id, placed_at from purchase_order", query, cancellationToken);
}

/// <summary>Counts orders.</summary>
[Get("/orders/count"), Allow(Role.CustomerUser)]
public sealed record CountOrders : IQuery<OrderCount>;

public sealed record OrderCount(long Open);

internal sealed class CountOrdersHandler : IQueryHandler<CountOrders, OrderCount>
{
    public Task<OrderCount> Fetch(CountOrders query, Db db, CancellationToken cancellationToken) =>
        db.One<OrderCount>("select count(*) as open from purchase_order where closed_at is null", cancellationToken);
}

/// <summary>Places an order.</summary>
[Post("/orders"), Allow(Role.CustomerUser)]
public sealed record PlaceOrder([Required, Length(1, 50)] string Reference) : ICommand;

internal sealed class PlaceOrderHandler : ICommandHandler<PlaceOrder, Nothing>
{
    public static Decision<Nothing> Decide(PlaceOrder command, CommandContext context) => Decision.Accept()
        .Insert($"""
            insert into purchase_order (id, customer_id, reference, status, placed_at, updated_at)
            values ({context.NewId<OrderId>()}, {context.Customer}, {command.Reference}, 'placed', {context.Now}, {context.Now})
            """);
}

/// <summary>Closes an order.</summary>
[Post("/orders/{order}/closing"), Allow(Role.CustomerAdministrator)]
public sealed record CloseOrder(OrderId Order) : ICommand;

internal sealed class CloseOrderHandler : ICommandHandler<CloseOrder, Nothing>
{
    public static Decision<Nothing> Decide(CloseOrder command, CommandContext context) => Decision.Accept()
        .ChangeAny($"update purchase_order set closed_at = {context.Now} where id = {command.Order} and closed_at is null");
}

public static class OrdersService
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform("orders");
        builder.Services.AddHostedService<OrderCloser>();

        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}

internal class PageScope
{
    protected static readonly WebApplicationBuilder builder = WebApplication.CreateBuilder();
}
