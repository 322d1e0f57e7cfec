using System.Text;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>Fills the path of a type of message.</summary>
internal sealed partial class MessageRoute
{
    private readonly Type message;
    private readonly IReadOnlyList<Part> parts;

    /// <param name="message">The type of message.</param>
    /// <param name="path">Its path, such as <c>/requests/{request}/comments</c>.</param>
    /// <param name="members">What it consists of.</param>
    internal MessageRoute(Type message, string path, IReadOnlyList<MessageMember> members)
    {
        this.message = message;
        parts = [.. Split(path, members)];
    }

    /// <summary>The names in braces.</summary>
    internal static IEnumerable<string> Parameters(string path) =>
        Parameter().Matches(path).Select(match => match.Groups["name"].Value);

    /// <exception cref="ArgumentException">A value can't stand in a path.</exception>
    internal void Write(StringBuilder address, object values)
    {
        foreach (var (text, member) in parts)
            address.Append(text ?? Value(member!, values));
    }

    private IEnumerable<Part> Split(string path, IReadOnlyList<MessageMember> members)
    {
        var at = 0;
        foreach (Match match in Parameter().Matches(path))
        {
            yield return new(path[at..match.Index], null);
            var name = match.Groups["name"].Value;
            yield return new(null, members.FirstOrDefault(m => m.IsCalled(name)) ?? throw new ArgumentException(
                $"The path {path} names '{name}', but {message.Name} has no property with that name."));
            at = match.Index + match.Length;
        }

        yield return new(path[at..], null);
    }

    private string Value(MessageMember member, object values)
    {
        var text = member.Get(values) is { } value ? AddressText.Plain(value) : "";
        // Servers and proxies resolve dots and slashes, however they are escaped, before a service sees them.
        return text is "" or "." or ".." || text.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException(
                $"'{text}' can't be sent as {message.Name}.{member.Property}: "
                + "a path segment must not be empty, '.' or '..', and must not contain '/'.")
            : AddressText.Escaped(text);
    }

    [GeneratedRegex(@"\{\*{0,2}(?<name>[^}:?=]+)[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    private sealed record Part(string? Text, MessageMember? Member);
}
