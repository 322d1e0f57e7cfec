namespace TestDigitalPlatform;

/// <summary>The caller's conditions on one field; all of them must match.</summary>
/// <remarks>The default value has no conditions and matches everything.</remarks>
/// <typeparam name="T">The field's type, never nullable: "has no value" is the condition <see
/// cref="Operators.Null"/>.</typeparam>
public readonly struct Filter<T> : IEquatable<Filter<T>>
{
    private readonly FilterCondition<T>[]? conditions;

    /// <summary>Creates a filter from conditions.</summary>
    public Filter(params FilterCondition<T>[] conditions) => this.conditions = conditions;

    /// <summary>The conditions, in the order given.</summary>
    public ReadOnlySpan<FilterCondition<T>> Conditions => conditions;

    /// <summary>Whether there are no conditions.</summary>
    public bool IsEmpty => conditions is null or { Length: 0 };

    /// <summary>Adds a condition that must match too.</summary>
    public Filter<T> And(Operators @operator, params T[] values) =>
        new([.. conditions ?? [], new FilterCondition<T>(@operator, values)]);

    /// <inheritdoc />
    public bool Equals(Filter<T> other) => Conditions.SequenceEqual(other.Conditions);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Filter<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var condition in Conditions)
            hash.Add(condition);
        return hash.ToHashCode();
    }

    /// <summary>Compares two filters condition by condition.</summary>
    public static bool operator ==(Filter<T> left, Filter<T> right) => left.Equals(right);

    /// <summary>Compares two filters condition by condition.</summary>
    public static bool operator !=(Filter<T> left, Filter<T> right) => !left.Equals(right);
}

/// <summary>
/// Creates filters: <c>Filter.Is(RequestStatus.Open)</c>, <c>Filter.Where(Operators.AtLeast, since)</c>.
/// </summary>
public static class Filter
{
    /// <summary>Any of these values.</summary>
    public static Filter<T> Is<T>(params T[] values) => default(Filter<T>).And(Operators.Equal, values);

    /// <summary>One comparison.</summary>
    public static Filter<T> Where<T>(Operators @operator, T value) => default(Filter<T>).And(@operator, value);

    /// <summary>Whether the field has no value, or has one.</summary>
    public static Filter<T> IsNull<T>(bool isNull = true) =>
        new(new FilterCondition<T>(Operators.Null, []) { IsNull = isNull });
}
