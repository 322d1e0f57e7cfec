namespace TestDigitalPlatform;

/// <summary>Declares the fields that a list can be sorted by.</summary>
/// <remarks>
/// A field's column is its name in snake case (<c>submittedAt</c>: <c>submitted_at</c>). Fields must be properties of
/// the item, and never null, because cursors can't contain nulls. Each sort order needs an index.
/// </remarks>
/// <param name="fields">The fields in camel case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SortableAttribute(params string[] fields) : Attribute
{
    /// <summary>The fields in camel case.</summary>
    public IReadOnlyList<string> Fields { get; } = fields;

    /// <summary>The order when the caller does not ask for one, such as <c>-submittedAt</c>.</summary>
    /// <value>Default: the first field, ascending.</value>
    public string? Default { get; init; }

    /// <summary>The unique field that breaks ties.</summary>
    /// <value>Default: <c>id</c>.</value>
    public string Key { get; init; } = "id";
}
