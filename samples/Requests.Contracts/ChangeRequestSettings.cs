namespace Requests.Contracts;

/// <summary>
/// Sets how requests are handled: a Customer Administrator for their customer, a Platform Administrator for all who
/// have not set it themselves.
/// </summary>
/// <param name="Values">All settings as they shall be. One that is what holds without it stays inherited.</param>
[Put("/settings/requests"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record ChangeRequestSettings(RequestSettings Values) : IChangeSettings<RequestSettings>;
