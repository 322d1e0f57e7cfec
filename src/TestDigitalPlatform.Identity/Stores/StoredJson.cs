using System.Collections.Immutable;
using System.Text.Json;

namespace TestDigitalPlatform.Identity.Stores;

/// <summary>Properties that OpenIddict keeps with a row.</summary>
internal static class StoredJson
{
    internal static ImmutableDictionary<string, JsonElement> Read(string? json) => json is null
        ? ImmutableDictionary<string, JsonElement>.Empty
        : JsonSerializer.Deserialize<ImmutableDictionary<string, JsonElement>>(json)!;

    internal static string? Write(ImmutableDictionary<string, JsonElement> properties) =>
        properties is { IsEmpty: false } ? JsonSerializer.Serialize(properties) : null;
}
