namespace TestDigitalPlatform.Identity;

/// <summary>Gives an application a second secret. Both are valid until the former one is removed.</summary>
/// <remarks>Refused with <c>clients.two_secrets</c> when there are two already, and with <c>clients.public</c> for a native
/// application.</remarks>
/// <param name="ClientId">The <c>client_id</c>. <example>acme-erp</example></param>
[Post("/clients/{clientId}/secrets"), Allow(Role.PlatformAdministrator)]
public sealed record AddClientSecret([Length(3, 100)] string ClientId) : ICommand<ClientCredentials>;

/// <summary>Removes the older of an application's two secrets.</summary>
/// <remarks>Refused with <c>clients.one_secret</c> when there is only one.</remarks>
/// <param name="ClientId">The <c>client_id</c>. <example>acme-erp</example></param>
[Post("/clients/{clientId}/secrets/former/removal"), Allow(Role.PlatformAdministrator)]
public sealed record RemoveFormerClientSecret([Length(3, 100)] string ClientId) : ICommand;

/// <summary>Removes an application and everything that was granted to it. Doing it again changes nothing.</summary>
/// <param name="ClientId">The <c>client_id</c>. <example>acme-erp</example></param>
[Post("/clients/{clientId}/removal"), Allow(Role.PlatformAdministrator)]
public sealed record RemoveClient([Length(3, 100)] string ClientId) : ICommand;
