using TestDigitalPlatform.Tool.Assemblies;

namespace TestDigitalPlatform.Tool.Contracts;

/// <summary>Reads what the generator wrote into a Contracts assembly, without loading that.</summary>
internal static class ContractText
{
    /// <summary>The promises, one fact each; none when there are no contracts yet.</summary>
    public static IReadOnlyList<string> Of(string assembly) => AssemblyText.Of(assembly, "TestDigitalPlatform.Contracts");

    /// <summary>The full names of the events that a Contracts assembly declares.</summary>
    public static IEnumerable<string> EventsOf(string assembly) =>
        Of(assembly).Select(fact => fact.Split(' ')).Where(words => words is ["event", _, ..]).Select(words => words[1]).Distinct();
}
