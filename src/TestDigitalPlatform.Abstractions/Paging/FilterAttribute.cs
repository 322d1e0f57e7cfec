namespace TestDigitalPlatform;

/// <summary>Declares that a list can be narrowed by this property, and how.</summary>
/// <remarks>
/// The property is a <see cref="Filter{T}"/>; its column is its name in snake case unless <see cref="Column"/> says
/// otherwise.
/// </remarks>
/// <param name="operators">What a caller may use; anything else is refused with 400.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilterAttribute(Operators operators = Operators.Equal) : Attribute
{
    /// <summary>What a caller may use.</summary>
    public Operators Operators { get; } = operators;

    /// <summary>The column of the statement that is compared.</summary>
    public string? Column { get; init; }
}
