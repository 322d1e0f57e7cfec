namespace TestDigitalPlatform;

/// <summary>What a handler's decision may know besides the event and the state.</summary>
/// <param name="customer">Whose event it is.</param>
/// <param name="source">The service that told the event.</param>
/// <param name="toldAt">When it was stored there, in UTC.</param>
/// <param name="now">The time of the decision, in UTC.</param>
/// <param name="newGuid">Where new ids come from; version 7 UUIDs of <paramref name="now"/> unless a test says
/// otherwise.</param>
public sealed class EventContext(
    CustomerId? customer, string source, DateTimeOffset toldAt, DateTimeOffset now, Func<Guid>? newGuid = null)
{
    /// <summary>Whose event it is; <see langword="null"/> for one of the platform as a whole.</summary>
    public CustomerId? Customer { get; } = customer;

    /// <summary>The service that told the event.</summary>
    public string Source { get; } = source;

    /// <summary>When the event was stored there, in UTC.</summary>
    public DateTimeOffset ToldAt { get; } = toldAt;

    /// <summary>The time of the decision, in UTC.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The message that brought the event.</summary>
    internal Guid Message { get; init; }

    /// <summary>Makes a new id that sorts by time (UUID version 7, RFC 9562, section 5.7).</summary>
    public TId NewId<TId>()
        where TId : struct, IId<TId> => TId.From(newGuid?.Invoke() ?? Guid.CreateVersion7(Now));
}
