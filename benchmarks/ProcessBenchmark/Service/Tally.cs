namespace TestDigitalPlatform.Benchmarks.Processes.Service;

/// <summary>A count begins.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Key">The instance.</param>
/// <param name="WakeAt">When it wants to be woken.</param>
public sealed record TallyBegan(CustomerId Customer, string Key, DateTimeOffset? WakeAt) : IEvent
{
    string IEvent.Subject => Key;
}

/// <summary>Something is to be counted. Each has a key of its own, so that only the instance is shared.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Key">The instance.</param>
/// <param name="N">Which one.</param>
public sealed record TallyReplied(CustomerId Customer, string Key, long N) : IEvent
{
    string IEvent.Subject => $"{Key}/{N}";
}

/// <summary>How much has been counted.</summary>
internal sealed record Tally(string Key, int Replies, bool IsWoken);

/// <summary>Counts replies, and wakes once.</summary>
internal sealed class TallyProcess : IProcess<Tally>, IOn<TallyBegan>, IOn<TallyReplied>
{
    public static string KeyOf(TallyReplied @event) => @event.Key;

    public static Transition<Tally> Next(Tally? state, object message, ProcessContext context) => (state, message) switch
    {
        (null, TallyBegan began) => new(new Tally(began.Key, 0, false), WakeAt: began.WakeAt),
        ({ } tally, TallyReplied) => new(tally with { Replies = tally.Replies + 1 }),
        ({ } tally, TimeIsUp) => new(tally with { IsWoken = true }),
        _ => new(state),
    };
}
