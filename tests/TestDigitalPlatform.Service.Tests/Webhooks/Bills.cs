using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Service.Tests.Webhooks;

/// <summary>An invoice was paid.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Invoice">The invoice.</param>
/// <param name="Cents">How much was paid.</param>
[OnWebhook("/hooks/billing")]
public sealed record InvoicePaid(CustomerId Customer, [Length(1, 50)] string Invoice, int Cents) : IEvent
{
    string IEvent.Subject => Invoice;
}

/// <summary>A ticket was opened in the customer's own system.</summary>
/// <param name="Ticket">The ticket.</param>
[OnWebhook("/hooks/{customer}/tickets", Type = "ticket.opened")]
public sealed record TicketOpened([Length(1, 50)] string Ticket) : IEvent
{
    string IEvent.Subject => Ticket;
}

/// <summary>A ticket was closed in the customer's own system.</summary>
/// <param name="Ticket">The ticket.</param>
[OnWebhook("/hooks/{customer}/tickets", Type = "ticket.closed")]
public sealed record TicketClosed([Length(1, 50)] string Ticket) : IEvent
{
    string IEvent.Subject => Ticket;
}

/// <summary>A payment was noted here.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Invoice">The invoice, or the ticket.</param>
/// <param name="Cents">How much.</param>
[Webhook("payment.noted")]
public sealed record PaymentNoted(CustomerId Customer, string Invoice, int Cents) : IEvent
{
    string IEvent.Subject => Invoice;
}

internal sealed class InvoicePaidHandler : IEventHandler<InvoicePaid>, IEventHandler<TicketOpened>, IEventHandler<TicketClosed>
{
    public static Decision<Nothing> Decide(InvoicePaid @event, EventContext context) =>
        Decision.Accept().Notify(new PaymentNoted(@event.Customer, @event.Invoice, @event.Cents));

    public static Decision<Nothing> Decide(TicketOpened @event, EventContext context) =>
        Decision.Accept().Notify(new PaymentNoted(context.Customer!.Value, @event.Ticket, 0));

    public static Decision<Nothing> Decide(TicketClosed @event, EventContext context) => Decision.Accept();
}
