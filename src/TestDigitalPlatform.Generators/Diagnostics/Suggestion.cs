using System.Collections.Immutable;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>What an analyzer would write instead, for the code fix that writes it.</summary>
internal static class Suggestion
{
    /// <summary>The key of a diagnostic's property that holds it.</summary>
    public const string Key = "Suggestion";

    public static ImmutableDictionary<string, string?> Of(string text) =>
        ImmutableDictionary<string, string?>.Empty.Add(Key, text);
}
