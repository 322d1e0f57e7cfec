namespace TestDigitalPlatform.Benchmarks.Chaos.Service;

/// <summary>An event whose key waits when it fails.</summary>
/// <param name="Key">Its key.</param>
/// <param name="N">Its place among those of the key.</param>
/// <param name="IsPoison">Whether nobody can handle it.</param>
public sealed record Ticked(string Key, int N, bool IsPoison) : IEvent
{
    string IEvent.Subject => Key;
}

/// <summary>An event whose key goes on without it when it fails.</summary>
/// <param name="Key">Its key.</param>
/// <param name="N">Its place among those of the key.</param>
/// <param name="IsPoison">Whether nobody can handle it.</param>
public sealed record Tocked(string Key, int N, bool IsPoison) : IEvent
{
    string IEvent.Subject => Key;
}

internal sealed class TickedHandler : IEventHandler<Ticked, TickedHandler.State>
{
    internal static readonly Refusal Poison = new("chaos.poison", "Nobody can handle it.");

    internal sealed record State(int? Last);

    // Decides on what it has read: another one's effect in between must be noticed.
    public async Task<State> Fetch(Ticked @event, Db db, CancellationToken cancellationToken) =>
        new(await db.One<int?>($"select max(n) from effect where key = {@event.Key}", cancellationToken));

    public static Decision<Nothing> Decide(Ticked @event, State state, EventContext context) => @event.IsPoison
        ? Decision.Refuse(Poison)
        : Decision.Accept().Insert(
            $"insert into effect (customer_id, key, n) values ({context.Customer!.Value}, {@event.Key}, {@event.N})");
}

[SetAside]
internal sealed class TockedHandler : IEventHandler<Tocked>
{
    public static Decision<Nothing> Decide(Tocked @event, EventContext context) => @event.IsPoison
        ? Decision.Refuse(TickedHandler.Poison)
        : Decision.Accept().Insert(
            $"insert into effect (customer_id, key, n) values ({context.Customer!.Value}, {@event.Key}, {@event.N})");
}
