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

/// <summary>Reminds of orders that are not paid.</summary>
[Post("/reminders"), Allow(Role.CustomerAdministrator)]
public sealed record RemindOfUnpaid(DateTimeOffset At) : ICommand;

internal sealed class RemindOfUnpaidHandler : ICommandHandler<RemindOfUnpaid, Nothing>
{
    public static Decision<Nothing> Decide(RemindOfUnpaid command, CommandContext context) =>
        Decision.Accept().ChangeAny($"update purchase_order set reminded_at = {command.At} where paid_at is null");
}

/// <summary>Cancels an order.</summary>
[Post("/orders/{order}/cancellation"), Allow(Role.CustomerAdministrator)]
public sealed record CancelOrder(OrderId Order) : ICommand;

internal sealed class CancelOrderHandler : ICommandHandler<CancelOrder, Nothing>
{
    public static Decision<Nothing> Decide(CancelOrder command, CommandContext context) =>
        Decision.Accept().ChangeAny($"update purchase_order set cancelled_at = {context.Now} where id = {command.Order}");
}
