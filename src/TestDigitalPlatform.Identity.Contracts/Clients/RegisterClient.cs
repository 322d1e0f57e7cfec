namespace TestDigitalPlatform.Identity;

/// <summary>Registers an application that asks the identity provider for tokens.</summary>
/// <remarks>
/// Refused with <c>clients.exists</c> when the id is taken, with <c>clients.needs_redirect_uri</c> for an application that people
/// sign in to and that has no redirect URI, and with <c>clients.needs_role</c> for a service without a role, or with a customer
/// that does not fit the role.
/// </remarks>
/// <param name="ClientId">The application's <c>client_id</c>. <example>acme-erp</example></param>
/// <param name="DisplayName">The name that people see. <example>Acme ERP</example></param>
/// <param name="Kind">What kind of application it is.</param>
/// <param name="RedirectUris">Where people return to after the sign-in; compared character by character.</param>
/// <param name="ActsAs">As which role a service acts by itself.</param>
/// <param name="Customer">For which customer a service acts, if its role is a customer's. <example>acme</example></param>
/// <param name="Permissions">What a service may do beyond its role.</param>
[Post("/clients"), Allow(Role.PlatformAdministrator)]
public sealed record RegisterClient(
    [Length(3, 100), RegularExpression("^[a-z0-9][a-z0-9._-]*$")] string ClientId,
    [Required, Length(1, 100)] string DisplayName,
    ClientKind Kind,
    [MaxLength(20)] IReadOnlyList<string>? RedirectUris = null,
    Role? ActsAs = null,
    CustomerId? Customer = null,
    [MaxLength(100)] IReadOnlyList<string>? Permissions = null) : ICommand<ClientCredentials>;

/// <summary>What an application authenticates itself with.</summary>
/// <param name="ClientId">The <c>client_id</c>. <example>acme-erp</example></param>
/// <param name="Secret">The secret, which is shown only here; <see langword="null"/> for a native application.</param>
public sealed record ClientCredentials(string ClientId, Sensitive<string>? Secret);
