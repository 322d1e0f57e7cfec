namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>How times are written. The framework's own parsers pass over a point without digits, and more.</summary>
internal static class TimeFormats
{
    internal const string Instant =
        "a date and time with an offset, such as 2026-11-22T13:25:00Z (RFC 3339; in a URL, write + as %2B)";

    internal const string Duration = "a duration such as 1.06:30:00 (days, hours, minutes, seconds)";

    private const int MaxOffsetMinutes = 14 * 60;
    private const int MaxDayDigits = 8;

    /// <summary>
    /// RFC 3339, section 5.6. Without its offset an instant would depend on where the server stands, so one is
    /// required.
    /// </summary>
    internal static bool TryInstant(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        var scan = new Scan(text);
        if (!TryDate(ref scan, out var date) || !scan.Take('T', 't') || !TryTime(ref scan, out var time)
            || !TryOffset(ref scan, out var minutes) || !scan.AtEnd)
            return false;
        var ticks = date.DayNumber * TimeSpan.TicksPerDay + time;
        var utc = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
            return false;
        value = new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
        return true;
    }

    internal static bool TryUtc(ReadOnlySpan<char> text, out DateTime value)
    {
        var parsed = TryInstant(text, out var instant);
        value = instant.UtcDateTime;
        return parsed;
    }

    internal static bool TryDate(ReadOnlySpan<char> text, out DateOnly value)
    {
        var scan = new Scan(text);
        return TryDate(ref scan, out value) && scan.AtEnd;
    }

    internal static bool TryTime(ReadOnlySpan<char> text, out TimeOnly value)
    {
        value = default;
        var scan = new Scan(text);
        var isShort = text.Length == 5;
        if (!(isShort ? TryMinutes(ref scan, out var ticks) : TryTime(ref scan, out ticks)) || !scan.AtEnd)
            return false;
        value = new TimeOnly(ticks);
        return true;
    }

    internal static bool TryDuration(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        var scan = new Scan(text);
        var isNegative = scan.Take('-');
        var (digits, days) = (scan.LeadingDigits(), 0);
        if (scan.HasAfterDigits('.')
            && !(digits is >= 1 and <= MaxDayDigits && scan.Digits(digits, out days) && scan.Take('.')))
            return false;
        if (!TryMinutes(ref scan, out var time) || !scan.Take(':') || !scan.TwoDigits(59, out var seconds)
            || !scan.Fraction(7, out var fraction) || !scan.AtEnd)
            return false;
        var ticks = (Int128)days * TimeSpan.TicksPerDay + time + (seconds * TimeSpan.TicksPerSecond) + fraction;
        ticks = isNegative ? -ticks : ticks;
        if (ticks < long.MinValue || ticks > long.MaxValue)
            return false;
        value = new TimeSpan((long)ticks);
        return true;
    }

    private static bool TryDate(ref Scan scan, out DateOnly value)
    {
        value = default;
        if (!scan.Digits(4, out var year) || !scan.Take('-') || !scan.TwoDigits(12, out var month) || !scan.Take('-')
            || !scan.TwoDigits(31, out var day))
            return false;
        if (year == 0 || month == 0 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        value = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryTime(ref Scan scan, out long ticks)
    {
        if (!TryMinutes(ref scan, out ticks) || !scan.Take(':') || !scan.TwoDigits(59, out var seconds)
            || !scan.Fraction(int.MaxValue, out var fraction))
            return false;
        ticks += (seconds * TimeSpan.TicksPerSecond) + fraction;
        return true;
    }

    private static bool TryMinutes(ref Scan scan, out long ticks)
    {
        ticks = 0;
        if (!scan.TwoDigits(23, out var hours) || !scan.Take(':') || !scan.TwoDigits(59, out var minutes))
            return false;
        ticks = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute);
        return true;
    }

    private static bool TryOffset(ref Scan scan, out int minutes)
    {
        minutes = 0;
        if (scan.Take('Z', 'z'))
            return true;
        var isNegative = scan.Take('-');
        if ((!isNegative && !scan.Take('+')) || !scan.TwoDigits(23, out var hours) || !scan.Take(':')
            || !scan.TwoDigits(59, out var rest))
            return false;
        minutes = (isNegative ? -1 : 1) * ((hours * 60) + rest);
        return Math.Abs(minutes) <= MaxOffsetMinutes;
    }
}
