namespace TestDigitalPlatform;

/// <summary>Keeps a query's answer in memory, gives it an <c>ETag</c> and answers 304 to who has it already.</summary>
/// <remarks>
/// Kept for each customer and role apart. The events named here drop it on every node; the time limit is the backstop
/// for whatever changed without an event.
/// </remarks>
/// <param name="changedBy">The events after which the answer may be another one.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CachedAttribute(params Type[] changedBy) : Attribute
{
    /// <summary>The events after which the answer may be another one.</summary>
    public IReadOnlyList<Type> ChangedBy { get; } = changedBy;

    /// <summary>How long an answer is kept at most, in seconds, from 1 to 86,400.</summary>
    /// <value>60 unless set.</value>
    public int Seconds { get; init; } = 60;

    /// <summary>Whether each user has an answer of their own.</summary>
    public bool PerUser { get; init; }
}
