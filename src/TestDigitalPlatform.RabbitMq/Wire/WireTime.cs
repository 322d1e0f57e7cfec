using System.Globalization;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>Instants as NServiceBus writes them: UTC, with a colon in front of the microseconds.</summary>
internal static class WireTime
{
    private const string Pattern = "yyyy-MM-dd HH:mm:ss:ffffff Z";

    internal static string Write(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>Reads also ISO 8601, which others write.</summary>
    internal static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(
            text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant)
        || DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
            ? instant
            : null;
}
