namespace TestDigitalPlatform;

/// <summary>Names the events after which a stream has new items.</summary>
/// <remarks>
/// On a query that answers with an <see cref="IAsyncEnumerable{T}"/>, whose handler reads with <c>db.Follow</c>: an event that takes effect
/// on any node wakes the streams of its customer on every node.
/// </remarks>
/// <param name="changedBy">The events.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LiveAttribute(params Type[] changedBy) : Attribute
{
    /// <summary>The events after which there are new items.</summary>
    public IReadOnlyList<Type> ChangedBy { get; } = changedBy;
}
