using System.ComponentModel.DataAnnotations;

namespace Requests;

/// <summary>A ticket was opened in the customer's own help desk, which sends it by a signed webhook.</summary>
/// <param name="Ticket">The ticket, by its id in the help desk. <example>HD-4711</example></param>
/// <param name="Title">What it is about. <example>The invoice for March is missing</example></param>
/// <param name="Description">The whole of it. <example>The list of invoices ends in February.</example></param>
/// <param name="Priority">How soon it should be attended.</param>
[OnWebhook("/hooks/{customer}/tickets")]
internal sealed record TicketOpened(
    [Required, Length(1, 100)] string Ticket, [Required, Length(1, 200)] string Title, [Required, Length(1, 10_000)] string Description,
    Priority Priority = Priority.Normal) : IEvent
{
    string IEvent.Subject => Ticket;
}

/// <summary>A ticket that is being submitted as a request.</summary>
internal sealed record OpenTicket(string Ticket);

/// <summary>Submits each ticket of a customer's help desk as a request. What the rules refuse goes to the error queue.</summary>
[ServiceIdentity("ticket-intake", Role.CustomerUser, typeof(SubmitRequest))]
internal sealed class TicketIntake : IProcess<OpenTicket>, IOn<TicketOpened>
{
    public static Transition<OpenTicket> Next(OpenTicket? state, object message, ProcessContext context) => (state, message) switch
    {
        (null, TicketOpened opened) => new(
            new OpenTicket(opened.Ticket), Send: [new SubmitRequest(opened.Title, opened.Description, opened.Priority)]),

        ({ } ticket, CommandSucceeded) => new(ticket, Complete: true),

        // The help desk has sent it twice under different ids, or the command was refused.
        _ => new(state),
    };
}
