using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Generated;

/// <summary>
/// What a query or command consists of and where each member travels. The compiler writes it where the message is
/// declared; the client, the OpenAPI document and the tests read it.
/// </summary>
/// <param name="answer">The type of its answer.</param>
/// <param name="isCommand">Whether it is a command.</param>
/// <param name="method">The HTTP method, in capitals.</param>
/// <param name="path">The path, with the constraints of routing.</param>
/// <param name="members">What callers send: first the path's, in its order, then the others as they are declared.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageDescription(
    Type answer, bool isCommand, string method, string path, params MemberDescription[] members)
{
    private static readonly ConcurrentDictionary<Type, MessageDescription?> Known = new();

    private readonly (string Text, MemberDescription? Member)[] parts = [.. RouteTemplate.Parts(path).Select(part =>
        (part.Text, part.IsName ? members.First(m => m.Source is MemberSource.Route && m.Name == part.Text) : null))];

    /// <summary>The type of the answer.</summary>
    public Type Answer { get; } = answer;

    /// <summary>Whether it is a command.</summary>
    public bool IsCommand { get; } = isCommand;

    /// <summary>The HTTP method, in capitals.</summary>
    public string Method { get; } = method;

    /// <summary>The path, with the constraints of routing.</summary>
    public string Path { get; } = path;

    /// <summary>What callers send.</summary>
    public IReadOnlyList<MemberDescription> Members { get; } = members;

    /// <summary>Finds the description of a type.</summary>
    /// <param name="message">Any type.</param>
    /// <returns><see langword="null"/> when it is not a message with a route, or was not compiled with the platform's
    /// generators.</returns>
    public static MessageDescription? Find(Type message) => Known.GetOrAdd(
        message, static type => type.Assembly.GetCustomAttribute<MessageDescriptionsAttribute>()?.Find(type.FullName ?? ""));

    /// <summary>The description of a query or command that has a route.</summary>
    /// <param name="message">Its type.</param>
    /// <exception cref="PlatformException">TDP0380: nothing describes it.</exception>
    public static MessageDescription Of(Type message) => Find(message) ?? throw new PlatformException(
        "TDP0380",
        $"Nothing describes the members of {message.FullName}: its assembly, {message.Assembly.GetName().Name}, was "
        + "compiled without the generators of this version, or no request can carry it. Let the project that declares it "
        + "reference TestDigitalPlatform.Abstractions of this version, fix what its compiler reports, and build it again.");

    /// <summary>The members that travel in one place.</summary>
    /// <param name="source">The place.</param>
    public IEnumerable<MemberDescription> In(MemberSource source) => Members.Where(m => m.Source == source);

    /// <summary>The path with something in place of each parameter.</summary>
    /// <param name="value">What stands for a member, escaped.</param>
    public string Fill(Func<MemberDescription, string> value) =>
        string.Concat(parts.Select(part => part.Member is null ? part.Text : value(part.Member)));
}

/// <summary>Finds the descriptions of an assembly's messages. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never), AttributeUsage(AttributeTargets.Assembly)]
public abstract class MessageDescriptionsAttribute : Attribute
{
    /// <summary>Makes the description of one message.</summary>
    /// <param name="message">The full name of its type.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    public abstract MessageDescription? Find(string message);
}
