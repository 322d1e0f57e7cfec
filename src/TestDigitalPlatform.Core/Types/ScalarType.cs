namespace TestDigitalPlatform.Types;

/// <summary>One type whose values are single words: what is the same for columns, bodies, addresses, schemas and examples.</summary>
/// <param name="Type">The type, never nullable.</param>
/// <param name="Kind">How JSON writes it, and whether it has an order.</param>
/// <param name="Example">A value, as JSON.</param>
internal sealed record ScalarType(Type Type, ScalarKind Kind, string Example)
{
    /// <summary>Its format in JSON Schema; <see langword="null"/> where none fits exactly.</summary>
    internal string? Format { get; init; }

    /// <summary>What JSON Schema says of its text where no format does, by ECMA-262.</summary>
    internal string? Pattern { get; init; }

    /// <summary>How many characters it has, where they are limited.</summary>
    internal (int Least, int Most)? Length { get; init; }

    /// <summary>The least and the greatest number, where its format doesn't say them.</summary>
    internal (string Least, string Most)? Bounds { get; init; }

    /// <summary>A bound at one of these numbers, or beyond, says nothing about it.</summary>
    internal (double Least, double Most) Limits { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether the driver itself reads and writes its columns and arrays.</summary>
    internal bool IsNative { get; init; }

    /// <summary>Whether its form leaves open how long it is, so that the platform bounds it.</summary>
    internal bool IsFree { get; init; }

    /// <summary>Whether JSON writes it as a number.</summary>
    internal bool IsNumber => Kind is ScalarKind.Whole or ScalarKind.Exact or ScalarKind.Floating;
}

/// <summary>How JSON writes a type of single values, and how its values compare.</summary>
internal enum ScalarKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A decimal number.</summary>
    Exact,

    /// <summary>A number that may be rounded; what is not finite has no form in JSON.</summary>
    Floating,

    /// <summary>A text that has an order in time.</summary>
    Time,

    /// <summary>Any other text.</summary>
    Text,
}
