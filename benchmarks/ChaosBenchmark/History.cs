namespace TestDigitalPlatform.Benchmarks.Chaos;

/// <summary>Compares what was told with what came of it.</summary>
/// <param name="Lost">Events without their effect.</param>
/// <param name="Doubled">Effects that were there before.</param>
/// <param name="OutOfOrder">Effects that came after one of a later event of their key.</param>
/// <param name="Invented">Effects of what was never told.</param>
internal sealed record History(
    IReadOnlyList<Tick> Lost, IReadOnlyList<Tick> Doubled, IReadOnlyList<Tick> OutOfOrder, IReadOnlyList<Tick> Invented)
{
    internal bool IsGood => Lost.Count + Doubled.Count + OutOfOrder.Count + Invented.Count == 0;

    /// <param name="told">The events that must take effect.</param>
    /// <param name="effects">The effects, in the order in which they were stored.</param>
    internal static History Of(IReadOnlyCollection<Tick> told, IReadOnlyList<Tick> effects)
    {
        var (expected, seen, last) = (told.ToHashSet(), new HashSet<Tick>(), new Dictionary<string, int>());
        var history = (Doubled: new List<Tick>(), OutOfOrder: new List<Tick>(), Invented: new List<Tick>());
        foreach (var effect in effects)
        {
            if (!expected.Contains(effect))
                history.Invented.Add(effect);
            if (!seen.Add(effect))
                history.Doubled.Add(effect);
            else if (last.TryGetValue(effect.Key, out var before) && before > effect.N)
                history.OutOfOrder.Add(effect);
            last[effect.Key] = Math.Max(effect.N, last.GetValueOrDefault(effect.Key, -1));
        }

        return new History([.. expected.Except(seen)], history.Doubled, history.OutOfOrder, history.Invented);
    }
}
