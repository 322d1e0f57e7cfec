using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>The <c>permissions</c> of a token: a JSON array of texts.</summary>
/// <remarks>
/// Not <c>scope</c> (RFC 9068, section 2.2.3): that is what a client was allowed to do in a user's name, where this is
/// what the user may do.
/// </remarks>
internal static class PermissionsClaim
{
    internal const string Name = "permissions";

    /// <summary>As many as a token may carry; it travels with every request.</summary>
    internal const int Most = 100;

    private const int MaxLength = 100;

    /// <returns>
    /// The permissions in a fixed order, each once; <see langword="null"/> when it is no array of so many texts.
    /// </returns>
    internal static IReadOnlyList<string>? Read(JsonElement claims)
    {
        if (!claims.TryGetProperty(Name, out var member))
            return [];
        if (member.ValueKind != JsonValueKind.Array || member.GetArrayLength() is var length && length > Most)
            return null;
        var permissions = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in member.EnumerateArray())
        {
            if (JsonText.Of(item) is not { Length: > 0 and <= MaxLength } text
                || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
                return null;
            permissions.Add(text);
        }

        return [.. permissions];
    }
}
