namespace Customers.Contracts;

/// <summary>Sets how a customer wants the system to behave, all at once.</summary>
/// <remarks>
/// Needs the customer's <c>ETag</c> as <c>If-Match</c>, because what is not sent as it was is lost. Refused with
/// <c>customers.unknown_time_zone</c> when there is no such time zone, and with <c>customers.suspended</c> while the
/// customer is suspended.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="TimeZone">
/// In whose days it thinks: a name of the IANA time zone database.
/// <example>Europe/Berlin</example>
/// </param>
/// <param name="Language">
/// In which language it is written to: a language tag (RFC 5646), with a region at most.
/// <example>en-GB</example>
/// </param>
/// <param name="NotificationEmail">
/// Where notices about the account go; its administrators when left out.
/// <example>office@acme.example</example>
/// </param>
[Put("/customers/{customer}/settings"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
[RequireIfMatch]
public sealed record ChangeSettings(
    CustomerId Customer,
    [Required, Length(1, 64)] string TimeZone,
    [RegularExpression("^[a-z]{2,3}(-[A-Z]{2})?$"), StringLength(6)] string Language,
    [EmailAddress, Length(3, 254)] string? NotificationEmail = null) : ICommand;
