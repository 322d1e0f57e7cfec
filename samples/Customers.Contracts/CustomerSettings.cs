namespace Customers.Contracts;

/// <summary>How a customer wants the system to behave.</summary>
/// <param name="TimeZone">
/// The time zone: a name of the IANA time zone database.
/// <example>Europe/Berlin</example>
/// </param>
/// <param name="Language">
/// The language for notices: a language tag (RFC 5646).
/// <example>en-GB</example>
/// </param>
/// <param name="NotificationEmail">
/// The email address for notices about the account; <see langword="null"/> for its administrators.
/// <example>office@acme.example</example>
/// </param>
public sealed record CustomerSettings(string TimeZone, string Language, Sensitive<string>? NotificationEmail);
