using TestDigitalPlatform.Hosting.Tests.OpenApi.Contracts;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

/// <summary>A small service, described as the generator describes one.</summary>
internal static class TicketOperations
{
    internal static IReadOnlyList<Operation> All { get; } =
    [
        new()
        {
            Message = typeof(ListTickets), Answer = typeof(Page<TicketSummary>), IsCommand = false, Method = "GET", Path = "/tickets",
            Allowed = [new([Role.CustomerUser, Role.CustomerAdministrator])],
        },
        new() { Message = typeof(GetTicket), Answer = typeof(Ticket), IsCommand = false, Method = "GET", Path = "/tickets/{ticket}" },
        new()
        {
            Message = typeof(CountTickets), Answer = typeof(TicketCounts), IsCommand = false, Method = "GET", Path = "/tickets/counts",
            IsPublic = true, CacheFor = TimeSpan.FromMinutes(1),
        },
        new()
        {
            Message = typeof(SubmitTicket), Answer = typeof(TicketSummary), IsCommand = true, Method = "POST", Path = "/tickets",
            Allowed = [new([Role.CustomerUser])],
        },
        new()
        {
            Message = typeof(RenameTicket), Answer = typeof(Nothing), IsCommand = true, Method = "PUT", Path = "/tickets/{ticket}/title",
            Allowed = [new([Role.PlatformAdministrator])], HasVersion = true, RequireIfMatch = true,
        },
        new()
        {
            Message = typeof(RemoveTicket), Answer = typeof(Nothing), IsCommand = true, Method = "DELETE", Path = "/tickets/{ticket}",
            Allowed = [new([Role.PlatformAdministrator])], HasVersion = true,
        },
    ];
}
