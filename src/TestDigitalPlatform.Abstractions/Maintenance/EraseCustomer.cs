namespace TestDigitalPlatform.Maintenance;

/// <summary>
/// Destroys all keys of a customer, so that nobody can ever read the customer's sensitive values again: in all services that
/// share the key store, in messages under way, and in backups.
/// </summary>
/// <remarks>
/// It can't be undone. The keys are destroyed within seconds, and no node uses them longer than half a minute more;
/// <c>GET /platform/customers/{customer}/key-changes</c> tells when that was, with the fingerprints of the keys as the
/// proof. The customer's rows stay, with their sensitive values empty, and nothing sensitive can be stored for the customer
/// any more. Another customer in <c>confirm</c> is refused with <c>encryption.not_confirmed</c>.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="Confirm">The customer once more. <example>acme</example></param>
[Post("/platform/customers/{customer}/erasures"), Allow(Role.PlatformAdministrator)]
public sealed record EraseCustomer(CustomerId Customer, CustomerId Confirm) : ICommand;
