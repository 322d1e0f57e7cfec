using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Texts of JSON that a stranger wrote.</summary>
internal static class JsonText
{
    /// <summary>The member's text; <see langword="null"/> when it is missing, is no text, or can't be read as
    /// one.</summary>
    internal static string? Of(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) ? Of(member) : null;

    /// <inheritdoc cref="Of(JsonElement, string)"/>
    internal static string? Of(JsonElement member)
    {
        try
        {
            return member.ValueKind is JsonValueKind.String ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }
}
