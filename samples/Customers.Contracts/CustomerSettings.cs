namespace Customers.Contracts;

/// <summary>How a customer wants the system to behave.</summary>
/// <param name="TimeZone">
/// In whose days it thinks: a name of the IANA time zone database.
/// <example>Europe/Berlin</example>
/// </param>
/// <param name="Language">
/// In which language it is written to: a language tag (RFC 5646).
/// <example>en-GB</example>
/// </param>
/// <param name="NotificationEmail">
/// Where notices about the account go; <see langword="null"/> for its administrators.
/// <example>office@acme.example</example>
/// </param>
public sealed record CustomerSettings(string TimeZone, string Language, string? NotificationEmail);
