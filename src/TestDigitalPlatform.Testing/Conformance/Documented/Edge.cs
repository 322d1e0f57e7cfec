using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Conformance.Documented;

/// <summary>A value at the edge of what a schema allows.</summary>
/// <param name="What">Why it is one, in a few words.</param>
/// <param name="Value">The value.</param>
/// <param name="IsAllowed">Whether it lies within.</param>
internal sealed record Edge(string What, JsonNode? Value, bool IsAllowed)
{
    internal static Edge Within(string what, JsonNode? value) => new(what, value, true);

    internal static Edge Beyond(string what, JsonNode? value) => new(what, value, false);
}
