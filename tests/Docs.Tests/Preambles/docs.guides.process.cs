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

/// <summary>It was decided whether an order is delivered.</summary>
public sealed record DeliveryDecided(OrderId Order, CustomerId Customer, bool IsDelivered) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

/// <summary>Somebody wants a trial.</summary>
public sealed record TrialWanted(CustomerId Customer, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}

/// <summary>A customer has left.</summary>
public sealed record CustomerLeft(CustomerId Customer) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}

/// <summary>What was reserved.</summary>
public sealed record Reservation([Length(1, 20)] string Shelf);

/// <summary>ReserveStock.</summary>
[Post("/orders/{order}/reservation"), Allow(Role.CustomerAdministrator)]
public sealed record ReserveStock(OrderId Order) : ICommand<Reservation>;

internal sealed class ReserveStockHandler : ICommandHandler<ReserveStock, Reservation>
{
    public static Decision<Reservation> Decide(ReserveStock command, CommandContext context) => Decision.Accept(new Reservation("A 7"));
}

/// <summary>ReleaseStock.</summary>
[Post("/shelves/{shelf}/release"), Allow(Role.CustomerAdministrator)]
public sealed record ReleaseStock([Length(1, 20)] string Shelf) : ICommand;

internal sealed class ReleaseStockHandler : ICommandHandler<ReleaseStock, Nothing>
{
    public static Decision<Nothing> Decide(ReleaseStock command, CommandContext context) => Decision.Accept();
}

/// <summary>TakePayment.</summary>
[Post("/orders/{order}/payment"), Allow(Role.CustomerAdministrator)]
public sealed record TakePayment(OrderId Order) : ICommand;

internal sealed class TakePaymentHandler : ICommandHandler<TakePayment, Nothing>
{
    public static Decision<Nothing> Decide(TakePayment command, CommandContext context) => Decision.Accept();
}

/// <summary>RefundPayment.</summary>
[Post("/orders/{order}/refund"), Allow(Role.CustomerAdministrator)]
public sealed record RefundPayment(OrderId Order) : ICommand;

internal sealed class RefundPaymentHandler : ICommandHandler<RefundPayment, Nothing>
{
    public static Decision<Nothing> Decide(RefundPayment command, CommandContext context) => Decision.Accept();
}

/// <summary>ShipOrder.</summary>
[Post("/orders/{order}/shipping"), Allow(Role.CustomerAdministrator)]
public sealed record ShipOrder(OrderId Order, [Length(1, 20)] string Shelf) : ICommand;

internal sealed class ShipOrderHandler : ICommandHandler<ShipOrder, Nothing>
{
    public static Decision<Nothing> Decide(ShipOrder command, CommandContext context) => Decision.Accept();
}

/// <summary>OpenTrial.</summary>
[Post("/trials/{customer}"), Allow(Role.CustomerAdministrator)]
public sealed record OpenTrial(CustomerId Customer) : ICommand;

internal sealed class OpenTrialHandler : ICommandHandler<OpenTrial, Nothing>
{
    public static Decision<Nothing> Decide(OpenTrial command, CommandContext context) => Decision.Accept();
}

/// <summary>CloseTrial.</summary>
[Post("/trials/{customer}/end"), Allow(Role.CustomerAdministrator)]
public sealed record CloseTrial(CustomerId Customer) : ICommand;

internal sealed class CloseTrialHandler : ICommandHandler<CloseTrial, Nothing>
{
    public static Decision<Nothing> Decide(CloseTrial command, CommandContext context) => Decision.Accept();
}

/// <summary>Subscribe.</summary>
[Post("/subscriptions/{customer}"), Allow(Role.CustomerAdministrator)]
public sealed record Subscribe(CustomerId Customer) : ICommand;

internal sealed class SubscribeHandler : ICommandHandler<Subscribe, Nothing>
{
    public static Decision<Nothing> Decide(Subscribe command, CommandContext context) => Decision.Accept();
}

/// <summary>Unsubscribe.</summary>
[Post("/subscriptions/{customer}/end"), Allow(Role.CustomerAdministrator)]
public sealed record Unsubscribe(CustomerId Customer) : ICommand;

internal sealed class UnsubscribeHandler : ICommandHandler<Unsubscribe, Nothing>
{
    public static Decision<Nothing> Decide(Unsubscribe command, CommandContext context) => Decision.Accept();
}
