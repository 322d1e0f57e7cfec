namespace TestDigitalPlatform;

/// <summary>Caches a query's answer in memory, with an <c>ETag</c> and 304 responses.</summary>
/// <remarks>
/// Cached per customer and role. The named events invalidate it on every node; the time limit applies to changes
/// without an event.
/// </remarks>
/// <param name="changedBy">The events that invalidate the answer.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CachedAttribute(params Type[] changedBy) : Attribute
{
    /// <summary>The events that invalidate the answer.</summary>
    public IReadOnlyList<Type> ChangedBy { get; } = changedBy;

    /// <summary>The maximum age of a cached answer in seconds, from 1 to 86,400.</summary>
    /// <value>Default: 60.</value>
    public int Seconds { get; init; } = 60;

    /// <summary>Whether the answer is cached per user.</summary>
    public bool PerUser { get; init; }
}
