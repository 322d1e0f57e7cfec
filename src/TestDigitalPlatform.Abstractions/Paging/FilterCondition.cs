namespace TestDigitalPlatform;

/// <summary>One comparison of a field.</summary>
/// <param name="Operator">A single operator.</param>
/// <param name="Values">One value; several only with <see cref="Operators.Equal"/> (any of them); none with <see
/// cref="Operators.Null"/>.</param>
public sealed record FilterCondition<T>(Operators Operator, IReadOnlyList<T> Values)
{
    /// <summary>The value of <see cref="Operators.Null"/>: <see langword="true"/> for "has no value".</summary>
    public bool IsNull { get; init; }

    /// <inheritdoc />
    public bool Equals(FilterCondition<T>? other) =>
        other is not null && Operator == other.Operator && IsNull == other.IsNull && Values.SequenceEqual(other.Values);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Operator, IsNull, Values.Count);
}
