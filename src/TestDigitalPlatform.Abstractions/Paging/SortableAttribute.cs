namespace TestDigitalPlatform;

/// <summary>Declares which fields of the items a list can be sorted by.</summary>
/// <remarks>
/// A field's column is its name in snake case (<c>submittedAt</c>: <c>submitted_at</c>). Fields must be properties of
/// the item, and never null: a page could not tell where a null stands. Each order that is offered needs an index.
/// </remarks>
/// <param name="fields">The fields in camel case.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SortableAttribute(params string[] fields) : Attribute
{
    /// <summary>The fields in camel case.</summary>
    public IReadOnlyList<string> Fields { get; } = fields;

    /// <summary>The order when the caller does not ask for one, such as <c>-submittedAt</c>.</summary>
    /// <value>The first field, upwards, unless set.</value>
    public string? Default { get; init; }

    /// <summary>The field that tells any two items apart, used to break ties.</summary>
    /// <value><c>id</c> unless set.</value>
    public string Key { get; init; } = "id";
}
