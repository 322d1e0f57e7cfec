namespace TestDigitalPlatform.Benchmarks.Chaos;

/// <summary>One event that is told, or the effect of one.</summary>
/// <param name="Key">Its key.</param>
/// <param name="N">Its place among those of the key, from 0.</param>
internal readonly record struct Tick(string Key, int N)
{
    /// <summary>The events of a run, in the order in which they are told.</summary>
    internal static IReadOnlyList<Tick> Some(int count, int keys) =>
        [.. Enumerable.Range(0, count).Select(i => new Tick($"k{i % keys}", i / keys))];
}
