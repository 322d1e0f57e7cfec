using System.Text.Json;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Settings;

/// <summary>Puts a group together from what is set at each level, and takes it apart again.</summary>
internal static class SettingsJson
{
    /// <summary>The group with what the levels set, the later before the earlier.</summary>
    /// <returns><see langword="null"/> when it can't be read: the record has become another one.</returns>
    internal static object? Read(Type group, params ReadOnlySpan<string?> levels)
    {
        var members = new JsonObject();
        foreach (var level in levels)
        {
            foreach (var (name, value) in Parse(level))
                members[name] = value?.DeepClone();
        }

        try
        {
            return members.Deserialize(group, StoredJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The members in which the group differs from what it inherits.</summary>
    internal static JsonObject Difference<T>(T values, T inherited)
    {
        var (own, all, others) = (new JsonObject(), Write(values), Write(inherited));
        foreach (var (name, value) in all)
        {
            if (!JsonNode.DeepEquals(value, others[name]))
                own[name] = value?.DeepClone();
        }

        return own;
    }

    internal static JsonObject Parse(string? level) => level is null ? [] : JsonNode.Parse(level)!.AsObject();

    private static JsonObject Write<T>(T values) =>
        JsonSerializer.SerializeToNode(values, StoredJson.Options)!.AsObject();
}
