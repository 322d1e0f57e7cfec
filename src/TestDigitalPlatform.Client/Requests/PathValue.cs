using TestDigitalPlatform.Generated;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>One value of a path.</summary>
internal static class PathValue
{
    /// <summary>The member's value, escaped.</summary>
    /// <exception cref="ArgumentException">It can't stand in a path.</exception>
    internal static string Of(MemberDescription member, object message)
    {
        var text = member.Get(message) is { } value ? AddressText.Plain(value) : "";
        // Servers and proxies resolve dots and slashes, however they are escaped, before a service sees them.
        return text is "" or "." or ".." || text.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException(
                $"'{text}' can't be sent as {message.GetType().Name}.{member.Property}: "
                + "a path segment must not be empty, '.' or '..', and must not contain '/'.")
            : AddressText.Escaped(text);
    }
}
