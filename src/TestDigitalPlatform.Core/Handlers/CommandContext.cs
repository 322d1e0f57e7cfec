namespace TestDigitalPlatform;

/// <summary>
/// What a decision may know besides the command and the state: who calls, when, and which ids come next.
/// </summary>
/// <param name="caller">Who calls.</param>
/// <param name="now">The time of the decision, in UTC.</param>
/// <param name="newGuid">Where new ids come from; version 7 UUIDs of <paramref name="now"/> unless a test says
/// otherwise.</param>
public sealed class CommandContext(Caller caller, DateTimeOffset now, Func<Guid>? newGuid = null)
{
    /// <summary>Who calls.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>The time of the decision, in UTC.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Makes a new id that sorts by time (UUID version 7, RFC 9562, section 5.7).</summary>
    public TId NewId<TId>()
        where TId : struct, IId<TId> => TId.From(newGuid?.Invoke() ?? Guid.CreateVersion7(Now));
}
