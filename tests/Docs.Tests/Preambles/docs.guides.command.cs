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

public sealed record OrderPlaced(OrderId Order, CustomerId Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

internal sealed class ChangeAddressHandler : ICommandHandler<ChangeAddress, Order, Nothing>
{
    public Task<Order> Fetch(ChangeAddress command, Db db, CancellationToken cancellationToken) =>
        db.One<Order>(Order.ById(command.Order), cancellationToken);

    public static Decision<Nothing> Decide(ChangeAddress command, Order order, CommandContext context) =>
        Decision.Accept().Change(
            $"""
            update purchase_order set address = {command.Address}, version = version + 1
            where id = {order.Id} and version = {order.Version}
            """);
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
