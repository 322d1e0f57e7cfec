using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi.Contracts;

/// <summary>How much haste a ticket has.</summary>
public enum Haste
{
    /// <summary>Whenever there is time.</summary>
    None,

    /// <summary>Before anything else.</summary>
    VeryGreat,
}

/// <summary>Where somebody is.</summary>
/// <param name="City">The city's name.</param>
/// <param name="Floor">Which floor; <see langword="null"/> for the ground.</param>
public sealed record Place(string City, int? Floor);

/// <summary>A ticket in a list.</summary>
/// <param name="Id">Which ticket.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Haste">How much haste it has.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
public sealed record TicketSummary(Guid Id, string Title, Haste Haste, DateTimeOffset SubmittedAt);

/// <summary>Everything about a ticket.</summary>
/// <param name="Id">Which ticket.</param>
/// <param name="Version">How often it has changed.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Place">Where to go; <see langword="null"/> when nobody has to.</param>
/// <param name="Haste">How much haste it has, once that is known.</param>
/// <param name="Tags">Words to find it by.</param>
/// <param name="Parent">The ticket that it is a part of.</param>
public sealed record Ticket(
    Guid Id, long Version, string Title, Place? Place, Haste? Haste, IReadOnlyList<string> Tags, Ticket? Parent) : IVersioned;

/// <summary>How many tickets there are.</summary>
/// <param name="Counts">How many for each haste.</param>
public sealed record TicketCounts(IReadOnlyDictionary<string, int> Counts);

/// <summary>Finds tickets, newest first.</summary>
/// <remarks>Tickets that <c>closed</c> a year ago are not found: see <see cref="GetTicket"/>.</remarks>
[Get("/tickets"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
[Sortable("submittedAt", "title", Default = "-submittedAt")]
public sealed record ListTickets : PageQuery<TicketSummary>
{
    /// <summary>Only tickets with this haste.</summary>
    [Filter]
    public Filter<Haste> Haste { get; init; }

    /// <summary>Only tickets submitted in this time.</summary>
    [Filter(Operators.Range)]
    public Filter<DateTimeOffset> SubmittedAt { get; init; }

    /// <summary>Only tickets with this title.</summary>
    [Filter(Operators.Contains | Operators.Null)]
    public Filter<string> Title { get; init; }

    /// <summary>Only this customer's tickets.</summary>
    public CustomerId? Customer { get; init; }
}

/// <summary>Reads one ticket.</summary>
/// <param name="Ticket">Which one.</param>
[Get("/tickets/{ticket}"), Allow]
public sealed record GetTicket(Guid Ticket) : IQuery<Ticket>;

/// <summary>Counts tickets by haste.</summary>
[Get("/tickets/counts"), Public, Cached]
public sealed record CountTickets : IQuery<TicketCounts>
{
    /// <summary>How many days to look back.</summary>
    [Range(1, 365)]
    public int Days { get; init; } = 30;
}

/// <summary>Submits a ticket.</summary>
/// <param name="Title">What it is about, in <paramref name="Title"/> words.<example>Printer offline</example></param>
/// <param name="Haste">How much haste it has.</param>
/// <param name="Email">Whom to tell.</param>
/// <param name="Place">Where to go.</param>
/// <param name="Tags">Words to find it by.</param>
[Post("/tickets"), Allow(Role.CustomerUser)]
public sealed record SubmitTicket(
    [StringLength(200, MinimumLength = 3)] string Title,
    Haste Haste = Haste.None,
    [EmailAddress] string? Email = null,
    Place? Place = null,
    [MaxLength(20)] IReadOnlyList<string>? Tags = null) : ICommand<TicketSummary>;

/// <summary>Gives a ticket another title.</summary>
/// <param name="Ticket">Which one.</param>
/// <param name="Title">The new title.</param>
[Put("/tickets/{ticket}/title"), Allow(Role.PlatformAdministrator), RequireIfMatch]
public sealed record RenameTicket(Guid Ticket, string Title) : ICommand;

/// <summary>Takes a ticket away.</summary>
/// <param name="Ticket">Which one.</param>
[Delete("/tickets/{ticket}"), Allow(Role.PlatformAdministrator)]
public sealed record RemoveTicket(Guid Ticket) : ICommand;
