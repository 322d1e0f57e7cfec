global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;

[Id]
public readonly partial record struct OrderId(Guid Value);

/// <summary>Gets an order.</summary>
[Get("/orders/{order}"), Allow(Role.CustomerUser)]
public sealed record GetOrder(OrderId Order) : IQuery<OrderDetails>;

public sealed record OrderDetails(OrderId Id);

internal sealed class GetOrderHandler : IQueryHandler<GetOrder, OrderDetails>
{
    public Task<OrderDetails> Fetch(GetOrder query, Db db, CancellationToken cancellationToken) =>
        db.One<OrderDetails>($"select id from purchase_order where id = {query.Order}", cancellationToken);
}

public static class OrdersService
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform("orders");

        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}

internal class PageScope;
