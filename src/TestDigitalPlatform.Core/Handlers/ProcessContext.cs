namespace TestDigitalPlatform;

/// <summary>What a process may know besides its state and the message.</summary>
/// <param name="key">The key of the instance.</param>
/// <param name="customer">Whose instance it is.</param>
/// <param name="now">The time of the transition, in UTC.</param>
/// <param name="newGuid">Where new ids come from; version 7 UUIDs of <paramref name="now"/> unless a test says
/// otherwise.</param>
public sealed class ProcessContext(string key, CustomerId? customer, DateTimeOffset now, Func<Guid>? newGuid = null)
{
    /// <summary>The key of the instance.</summary>
    public string Key { get; } = key;

    /// <summary>Whose instance it is; <see langword="null"/> for a process with <see cref="AcrossCustomersAttribute"/>.</summary>
    public CustomerId? Customer { get; } = customer;

    /// <summary>The time of the transition, in UTC.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Makes a new id that sorts by time (UUID version 7, RFC 9562, section 5.7).</summary>
    public TId NewId<TId>()
        where TId : struct, IId<TId> => TId.From(newGuid?.Invoke() ?? Guid.CreateVersion7(Now));
}
