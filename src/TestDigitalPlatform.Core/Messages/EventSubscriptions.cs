using System.Collections.Frozen;

namespace TestDigitalPlatform.Messages;

/// <summary>All that a service handles, by the names on the wire. One event may have several handlers.</summary>
internal sealed class EventSubscriptions(IEnumerable<EventSubscription> all)
{
    private readonly FrozenDictionary<string, EventSubscription[]> byName =
        all.GroupBy(s => s.Name, StringComparer.Ordinal).ToFrozenDictionary(
            g => g.Key, g => g.OrderBy(s => s.Handler.FullName, StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    /// <summary>The read models that are kept.</summary>
    internal IReadOnlyList<Projection> Projections { get; } = Projection.Of(all);

    /// <summary>The queues of other systems that are read.</summary>
    internal IReadOnlyList<ForeignQueue> Queues { get; } = ForeignQueue.Of(all);

    internal bool Any => byName.Count > 0;

    /// <summary>What is subscribed to.</summary>
    internal IReadOnlyCollection<string> Names { get; } =
        [.. all.Where(s => s.IsSubscribed).Select(s => s.Name).Distinct(StringComparer.Ordinal)];

    internal EventSubscription[]? Of(string name) => byName.GetValueOrDefault(name);
}
