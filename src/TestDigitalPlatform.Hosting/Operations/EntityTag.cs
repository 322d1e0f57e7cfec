using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Versions and answers as entity tags (RFC 9110, section 8.8.3).</summary>
internal static class EntityTag
{
    internal static string Of(IVersioned versioned) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{versioned.Version}\"");

    /// <summary>Whether an <c>If-None-Match</c> header names the tag; the comparison is the weak one.</summary>
    internal static bool IsNamed(StringValues header, string tag)
    {
        if (header.Count == 0)
            return false;
        if (header is [var only] && string.Equals(only, tag, StringComparison.Ordinal))
            return true;
        return EntityTags.Parse(header) is { } tags
            && (tags.IsAny || tags.Tags.Any(t => tag.AsSpan().Trim('"').SequenceEqual(t.Opaque)));
    }

    /// <summary>
    /// Reads <c>If-Match</c>; <see langword="null"/> without one. A tag that is no version of ours matches nothing.
    /// </summary>
    /// <exception cref="InvalidInputException">The header is malformed.</exception>
    internal static VersionCondition? ReadIfMatch(HttpRequest request) =>
        request.Headers.IfMatch is { Count: > 0 } header ? new VersionCondition(Versions(header)) : null;

    /// <summary>The versions that a header names; none for <c>*</c>.</summary>
    /// <exception cref="InvalidInputException">The header is malformed.</exception>
    internal static long[] Versions(StringValues header) => EntityTags.Parse(header) is { } tags
        ? [.. tags.Tags.Select(Version)]
        : throw new InvalidInputException(
            "If-Match", "invalid_format",
            $"Send the ETag as you received it, with its quotes, and at most {EntityTags.Most} of them.");

    // The comparison is the strong one (section 13.1.1): a weak tag matches nothing, and neither does "01", which is
    // another tag than "1".
    private static long Version((bool IsWeak, string Opaque) tag) =>
        !tag.IsWeak
        && long.TryParse(tag.Opaque, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && tag.Opaque == version.ToString(CultureInfo.InvariantCulture)
            ? version
            : -1;
}
