using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using TestDigitalPlatform.Commands;

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
        return EntityTagHeaderValue.TryParseList(header, out var tags)
            && tags.Any(t => t.Tag == "*" || string.Equals(t.Tag.Value, tag, StringComparison.Ordinal));
    }

    /// <summary>
    /// Reads <c>If-Match</c>; <see langword="null"/> without one. A tag that is no version of ours matches nothing.
    /// </summary>
    /// <exception cref="InvalidInputException">The header is malformed.</exception>
    internal static VersionCondition? ReadIfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags))
            throw new InvalidInputException(
                new FieldError("If-Match", "invalid_format", "Send the ETag that you were given, with its quotes."));
        return tags.Any(t => t.Tag == "*") ? new VersionCondition([]) : new VersionCondition([.. tags.Select(Version)]);
    }

    private static long Version(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
}
