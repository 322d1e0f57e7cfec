using Microsoft.AspNetCore.Builder;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.RabbitMq.Tests.Orders;

/// <summary>A service that places orders and sees its own events.</summary>
internal static class OrdersService
{
    internal static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform("orders").AddRabbitMq();
        var app = builder.Build();
        app.MapPlatform();
        return app;
    }

    /// <summary>Starts it, and waits until it has subscribed: what is told before is not for it.</summary>
    internal static async Task<TestService> Start(TestBroker broker, string address, params string[] settings)
    {
        var service = await TestService.Start(
            "orders", Create, [$"ConnectionStrings:messages-rabbitmq={address}", .. settings]);
        var limit = DateTime.UtcNow.AddMinutes(1);
        while (!(await broker.Ask("bindings", address)).EnumerateArray().Any(binding =>
            binding.GetProperty("destination").GetString() == "orders"
            && binding.GetProperty("source").GetString()!.EndsWith(":OrderPlaced", StringComparison.Ordinal)))
        {
            DateTime.UtcNow.ShouldBeLessThan(limit, "The service subscribes within a minute.");
            await Task.Delay(50);
        }

        return service;
    }
}

/// <summary>Names an order.</summary>
[Id]
public readonly partial record struct OrderId(Guid Value);

/// <summary>Places an order.</summary>
[Post("/orders"), Allow(Role.CustomerUser)]
public sealed record PlaceOrder : ICommand<OrderId>;

/// <summary>An order was placed.</summary>
/// <param name="Order">The order.</param>
public sealed record OrderPlaced(OrderId Order) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

internal sealed class PlaceOrderHandler : ICommandHandler<PlaceOrder, OrderId>
{
    public static Decision<OrderId> Decide(PlaceOrder command, CommandContext context)
    {
        var id = context.NewId<OrderId>();
        return Decision.Accept(id)
            .Insert($"insert into placed (id, customer_id) values ({id}, {context.Customer})")
            .Notify(new OrderPlaced(id));
    }
}

internal sealed class OrderPlacedHandler : IEventHandler<OrderPlaced>
{
    public static Decision<Nothing> Decide(OrderPlaced @event, EventContext context) =>
        Decision.Accept().Insert($"insert into seen (id, customer_id) values ({@event.Order}, {context.Customer!.Value})");
}
