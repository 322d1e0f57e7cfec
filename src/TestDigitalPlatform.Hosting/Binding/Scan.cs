namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Takes a text apart, piece by piece, where every character counts.</summary>
internal ref struct Scan(ReadOnlySpan<char> text)
{
    private const int FractionDigits = 7;

    private ReadOnlySpan<char> rest = text;

    internal readonly bool AtEnd => rest.IsEmpty;

    /// <summary>Exactly this many ASCII digits, as a number.</summary>
    internal bool Digits(int count, out int value)
    {
        value = 0;
        if (rest.Length < count)
            return false;
        for (var i = 0; i < count; i++)
        {
            if (!char.IsAsciiDigit(rest[i]))
                return false;
            value = (value * 10) + (rest[i] - '0');
        }

        rest = rest[count..];
        return true;
    }

    /// <summary>Exactly two digits, at most a given number.</summary>
    internal bool TwoDigits(int most, out int value) => Digits(2, out value) && value <= most;

    internal bool Take(char expected) => Take(expected, expected);

    internal bool Take(char expected, char other)
    {
        if (rest.IsEmpty || (rest[0] != expected && rest[0] != other))
            return false;
        rest = rest[1..];
        return true;
    }

    /// <summary>A point and at least one digit of a second, if there is a point at all.</summary>
    /// <remarks>
    /// A column holds microseconds, so further digits, which some languages send, are cut off here already: what is
    /// answered, compared and stored is the same.
    /// </remarks>
    /// <param name="most">How many digits there may be; those beyond the sixth are cut off.</param>
    /// <param name="ticks">The fraction.</param>
    internal bool Fraction(int most, out int ticks)
    {
        ticks = 0;
        if (!Take('.'))
            return true;
        var digits = LeadingDigits();
        for (var i = 0; i < FractionDigits; i++)
            ticks = (ticks * 10) + (i < digits ? rest[i] - '0' : 0);
        ticks -= ticks % (int)TimeSpan.TicksPerMicrosecond;
        rest = rest[digits..];
        return digits >= 1 && digits <= most;
    }

    /// <summary>How many digits stand here.</summary>
    internal readonly int LeadingDigits()
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? rest.Length : end;
    }

    /// <summary>Whether a character stands after the digits that stand here.</summary>
    internal readonly bool HasAfterDigits(char expected)
    {
        var at = LeadingDigits();
        return at < rest.Length && rest[at] == expected;
    }
}
