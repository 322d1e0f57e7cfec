using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>A piece of a statement: text of the source, or a value.</summary>
internal readonly struct SqlPart
{
    internal SqlPart(string literal) => Literal = literal;

    internal SqlPart(NpgsqlParameter value) => Value = value;

    /// <summary>The text; <see langword="null"/> for a value.</summary>
    internal string? Literal { get; }

    /// <summary>The value; <see langword="null"/> for text.</summary>
    internal NpgsqlParameter? Value { get; }

    /// <summary>How many characters it takes when <paramref name="number"/> is the number of its value.</summary>
    internal int Length(int number) => Literal?.Length ?? 1 + Digits(number);

    private static int Digits(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
            digits++;
        return digits;
    }
}
