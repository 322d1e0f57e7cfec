namespace TestDigitalPlatform.Encryption;

/// <summary>
/// Collects the sensitive values that are read in one go on one thread, since whoever reads them can't wait for keys.
/// </summary>
internal static class Opening
{
    private static readonly List<SensitiveContent> Nothing = [];

    [ThreadStatic]
    private static List<SensitiveContent>? found;

    /// <summary>Begins to collect. Nothing may be awaited before <see cref="Take"/>.</summary>
    internal static void Begin() => found = Nothing;

    /// <summary>Ends it.</summary>
    /// <returns>The values that are still to be opened; <see langword="null"/> when there are none.</returns>
    internal static List<SensitiveContent>? Take()
    {
        var taken = found;
        found = null;
        return ReferenceEquals(taken, Nothing) ? null : taken;
    }

    /// <summary>Takes note of a value. Where nobody collects, it stays encrypted.</summary>
    internal static void Add(SensitiveContent content)
    {
        if (found is null)
            return;
        if (ReferenceEquals(found, Nothing))
            found = [];
        found.Add(content);
    }
}
