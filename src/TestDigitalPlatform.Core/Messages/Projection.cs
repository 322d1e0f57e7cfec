namespace TestDigitalPlatform.Messages;

/// <summary>A read model that a service keeps from events.</summary>
/// <param name="Name">The name of the handler's class.</param>
/// <param name="Tables">What it keeps.</param>
/// <param name="Subscriptions">The events that it is made of.</param>
internal sealed record Projection(
    string Name, IReadOnlyList<string> Tables, IReadOnlyDictionary<string, EventSubscription> Subscriptions)
{
    internal static IReadOnlyList<Projection> Of(IEnumerable<EventSubscription> subscriptions) =>
    [
        .. subscriptions.Where(s => s.Tables is not null).GroupBy(s => s.Handler)
            .Select(same => new Projection(
                same.Key.Name, same.First().Tables!, same.ToDictionary(s => s.Name, StringComparer.Ordinal)))
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ];
}
