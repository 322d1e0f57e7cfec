namespace TestDigitalPlatform.Core.Tests.Chaos;

/// <summary>One event that was told, or the effect of one.</summary>
/// <param name="Key">Its key.</param>
/// <param name="N">Its place among those of the key, from 0.</param>
internal readonly record struct Tick(string Key, int N);

/// <summary>Compares what was told with what came of it.</summary>
internal static class History
{
    /// <summary>What is wrong: an event without its effect, with two, or before one that was told earlier.</summary>
    /// <param name="told">The events that must take effect.</param>
    /// <param name="effects">The effects, in the order in which they were stored.</param>
    internal static IReadOnlyList<string> Faults(IReadOnlyCollection<Tick> told, IReadOnlyList<Tick> effects)
    {
        var faults = new List<string>();
        var (expected, seen, last) = (told.ToHashSet(), new HashSet<Tick>(), new Dictionary<string, int>());
        foreach (var effect in effects)
        {
            if (!expected.Contains(effect))
                faults.Add($"{effect} was never told");
            if (!seen.Add(effect))
                faults.Add($"{effect} took effect twice");
            else if (last.TryGetValue(effect.Key, out var before) && before > effect.N)
                faults.Add($"{effect} took effect after {before}");
            last[effect.Key] = Math.Max(effect.N, last.GetValueOrDefault(effect.Key, -1));
        }

        faults.AddRange(expected.Except(seen).Select(lost => $"{lost} was lost"));
        return faults;
    }
}
