namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>The conditions on one field, as they come in one by one.</summary>
/// <typeparam name="T">The field's type.</typeparam>
#pragma warning disable CA1815 // It is filled and turned into a filter, never compared.
public struct FilterValues<T>
#pragma warning restore CA1815
{
    internal const int MaxValues = 50;

    private List<T>? any;
    private List<FilterCondition<T>>? others;

    /// <summary>The conditions together.</summary>
    public readonly Filter<T> ToFilter()
    {
        if (any is null)
            return others is null ? default : new Filter<T>([.. others]);
        var equal = new FilterCondition<T>(Operators.Equal, any);
        return others is null ? new Filter<T>(equal) : new Filter<T>([equal, .. others]);
    }

    internal readonly bool IsFull => (any?.Count ?? 0) + (others?.Count ?? 0) >= MaxValues;

    internal readonly bool Has(Operators @operator) => others?.Exists(c => c.Operator == @operator) ?? false;

    /// <summary>One more value that the field may have.</summary>
    internal void AddAny(T value) => (any ??= []).Add(value);

    internal void Add(FilterCondition<T> condition) => (others ??= []).Add(condition);
}
