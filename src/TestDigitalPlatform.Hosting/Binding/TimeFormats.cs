using System.Globalization;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>How times are written.</summary>
internal static class TimeFormats
{
    internal const string Instant =
        "a date and time with its offset, such as 2026-11-22T13:25:00Z (RFC 3339; in an address, a + is written %2B)";

    internal const string Duration = "a duration such as 1.06:30:00 (days, hours, minutes, seconds)";

    private const string Rfc3339 = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    // Ticks have seven digits; further ones, which some languages send, are cut off.
    private const int FractionDigits = 7;

    /// <summary>
    /// RFC 3339, section 5.6. Without its offset an instant would depend on where the server stands, so one is
    /// required.
    /// </summary>
    internal static bool TryInstant(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        var offset = text is [.., 'Z'] or [.., 'z'] ? text.Length - 1 : text.Length - 6;
        if (offset < 19 || text.Length > 40 || (text[offset] is not ('Z' or 'z' or '+' or '-')))
            return false;
        Span<char> form = stackalloc char[text.Length];
        var length = CutFraction(text, offset, form);
        return DateTimeOffset.TryParseExact(
            form[..length], Rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    }

    internal static bool TryUtc(ReadOnlySpan<char> text, out DateTime value)
    {
        var parsed = TryInstant(text, out var instant);
        value = instant.UtcDateTime;
        return parsed;
    }

    internal static bool TryDate(ReadOnlySpan<char> text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    internal static bool TryTime(ReadOnlySpan<char> text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out value)
        || TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    internal static bool TryDuration(ReadOnlySpan<char> text, out TimeSpan value) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value);

    private static int CutFraction(ReadOnlySpan<char> text, int offset, Span<char> form)
    {
        var end = text[19] == '.' ? Math.Min(offset, 20 + FractionDigits) : offset;
        text[..end].ToUpperInvariant(form);
        var zone = text[offset..];
        zone.ToUpperInvariant(form[end..]);
        return end + zone.Length;
    }
}
