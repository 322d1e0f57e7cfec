namespace Customers.Contracts;

/// <summary>Sets all settings of a customer.</summary>
/// <remarks>
/// Needs the customer's <c>ETag</c> as <c>If-Match</c>, because what is not sent as it was is lost. Refused with
/// <c>customers.unknown_time_zone</c> when there is no such time zone, and with <c>customers.suspended</c> while the
/// customer is suspended.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="TimeZone">
/// The time zone: a name of the IANA time zone database.
/// <example>Europe/Berlin</example>
/// </param>
/// <param name="Language">
/// The language for notices: a language tag (RFC 5646), with a region at most.
/// <example>en-GB</example>
/// </param>
/// <param name="NotificationEmail">
/// The email address for notices about the account. Default: the administrators.
/// <example>office@acme.example</example>
/// </param>
[Put("/customers/{customer}/settings"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
[RequireIfMatch]
public sealed record ChangeSettings(
    CustomerId Customer,
    [Required, Length(1, 64)] string TimeZone,
    [RegularExpression("^[a-z]{2,3}(-[A-Z]{2})?$"), StringLength(6)] string Language,
    [EmailAddress, Length(3, 254)] Sensitive<string>? NotificationEmail = null) : ICommand;
