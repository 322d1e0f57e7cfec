global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;

[Id]
public readonly partial record struct OrderId(Guid Value);

public sealed record OrderPlaced(OrderId Order, CustomerId Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

public sealed record OrderPaid(OrderId Order, CustomerId Customer) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

/// <summary>Cancels an order.</summary>
[Post("/orders/{order}/cancellation"), Allow(Role.CustomerAdministrator)]
public sealed record CancelOrder(OrderId Order) : ICommand;

internal sealed class CancelOrderHandler : ICommandHandler<CancelOrder, Nothing>
{
    public static Decision<Nothing> Decide(CancelOrder command, CommandContext context) =>
        Decision.Accept().ChangeAny($"update purchase_order set cancelled_at = {context.Now} where id = {command.Order}");
}
