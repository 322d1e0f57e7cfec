namespace Requests.Contracts;

/// <summary>Gets how requests are handled: for the caller's customer, or for the whole platform.</summary>
[Get("/settings/requests"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record GetRequestSettings : IQuery<SettingsView<RequestSettings>>;
