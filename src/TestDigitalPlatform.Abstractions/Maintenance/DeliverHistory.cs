using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Maintenance;

/// <summary>Has the history of events sent to a service that keeps a projection of them, for a projection that is newer than
/// the events.</summary>
/// <remarks>
/// It is sent by the service that told the events, which this is. The receiver keeps it beside what it has, and is then to
/// be told to rebuild its projection. <c>GET /platform/history-deliveries/{service}</c> tells when all is sent.
/// </remarks>
/// <param name="Service">The service that is to have it. <example>requests</example></param>
/// <param name="Events">
/// The events, by their names on the wire. <example>["Customers.Contracts.Events.CustomerCreated"]</example>
/// </param>
[Post("/platform/history-deliveries"), Allow(Role.PlatformMaintenance)]
public sealed record DeliverHistory(
    [Required, Length(1, 41)] string Service, [Required, Length(1, 50)] IReadOnlyList<string> Events) : ICommand;

/// <summary>Gets how the last delivery of history to a service went.</summary>
/// <param name="Service">The service that was to have it.</param>
[Get("/platform/history-deliveries/{service}"), Allow(Role.PlatformMaintenance)]
public sealed record GetHistoryDelivery(string Service) : IQuery<HistoryDelivery>;

/// <summary>A delivery of history.</summary>
/// <param name="Service">The service that was to have it.</param>
/// <param name="Types">The events, by their names on the wire.</param>
/// <param name="State">How far it is: <c>requested</c> until it has ended, then <c>done</c> or <c>failed</c>.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="EndedAt">When all was sent.</param>
/// <param name="Events">How many events were sent.</param>
/// <param name="Error">Why it failed.</param>
public sealed record HistoryDelivery(
    string Service, IReadOnlyList<string> Types, string State, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, long? Events,
    string? Error);
