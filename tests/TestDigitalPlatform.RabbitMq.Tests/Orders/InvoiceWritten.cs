using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.RabbitMq.Tests.Orders;

/// <summary>Another system has written an invoice.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Invoice">Its number.</param>
/// <param name="Amount">The amount in cents.</param>
[OnMessage("billing-invoices")]
internal sealed record InvoiceWritten(CustomerId Customer, [Length(1, 20)] string Invoice, long Amount) : IEvent
{
    string IEvent.Subject => Invoice;
}

internal sealed class InvoiceWrittenHandler : IEventHandler<InvoiceWritten>
{
    public static readonly Refusal NotPositive = new("orders.invoice_not_positive", "An invoice has a positive amount.");

    public static Decision<Nothing> Decide(InvoiceWritten @event, EventContext context) => @event.Amount > 0
        ? Decision.Accept().Insert(
            $"insert into invoice (number, amount, customer_id) values ({@event.Invoice}, {@event.Amount}, {@event.Customer})")
        : Decision.Refuse(NotPositive);
}
