namespace TestDigitalPlatform;

/// <summary>Declares that a list can be filtered by this property, and the allowed operators.</summary>
/// <remarks>
/// The property is a <see cref="Filter{T}"/>; its column is its name in snake case unless <see cref="Column"/> says
/// otherwise.
/// </remarks>
/// <param name="operators">The allowed operators; others are refused with 400.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilterAttribute(Operators operators = Operators.Equal) : Attribute
{
    /// <summary>The allowed operators.</summary>
    public Operators Operators { get; } = operators;

    /// <summary>The column of the statement to compare.</summary>
    public string? Column { get; init; }
}
