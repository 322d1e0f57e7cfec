namespace TestDigitalPlatform.RabbitMq.Tests.Orders;

/// <summary>Another system asks for a price, and waits for the reply.</summary>
/// <param name="Product">Of what.</param>
[EventName("Acme.Sales.PriceAsked")]
public sealed record PriceAsked(string Product) : IEvent
{
    string IEvent.Subject => Product;
}

/// <summary>The price of a product.</summary>
/// <param name="Product">Of what.</param>
/// <param name="Amount">The price in cents.</param>
[EventName("Acme.Sales.PriceTold")]
public sealed record PriceTold(string Product, long Amount) : IEvent
{
    string IEvent.Subject => Product;
}

/// <summary>Somebody was told a price.</summary>
/// <param name="Product">Of what.</param>
[EventName("Acme.Sales.PriceSeen")]
public sealed record PriceSeen(string Product) : IEvent
{
    string IEvent.Subject => Product;
}

internal sealed record Price(long Amount);

[AcrossCustomers]
internal sealed class PriceAskedHandler : IEventHandler<PriceAsked, Price?>
{
    public static readonly Refusal NoPrice = new("orders.no_price", "The product has no price.");

    public Task<Price?> Fetch(PriceAsked @event, Db db, CancellationToken cancellationToken) => @event.Product == "broken"
        ? throw new InvalidOperationException("The price list is torn.")
        : db.Find<Price>($"select amount from price where product = {@event.Product}", cancellationToken);

    public static Decision<Nothing> Decide(PriceAsked @event, Price? price, EventContext context)
    {
        return price is not null
            ? Decision.Accept().Reply(new PriceTold(@event.Product, price.Amount)).Notify(new PriceSeen(@event.Product))
            : Decision.Refuse(NoPrice);
    }
}
