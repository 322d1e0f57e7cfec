using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>One property of a message that a request carries.</summary>
/// <param name="info">What the serializer knows of it: its getter is compiled already.</param>
internal sealed class MessageMember(JsonPropertyInfo info)
{
    private readonly Func<object, object?> get = info.Get!;

    /// <summary>The name in a query string or a body.</summary>
    internal string Name { get; } = info.Name;

    /// <summary>The name in C#.</summary>
    internal string Property { get; } = NameOf(info);

    internal Type Type { get; } = info.PropertyType;

    /// <summary>Whether it is one of those that every list has.</summary>
    internal bool IsPaging { get; } =
        info.AttributeProvider is MemberInfo { DeclaringType: { IsGenericType: true } owner }
        && owner.GetGenericTypeDefinition() == typeof(PageQuery<>);

    /// <summary>The name in C#, which paths use.</summary>
    internal static string NameOf(JsonPropertyInfo info) => (info.AttributeProvider as MemberInfo)?.Name ?? info.Name;

    /// <summary>Whether a service can read it back: what is only computed is no part of a message.</summary>
    internal static bool IsData(JsonPropertyInfo info) =>
        info.Get is not null && (info.Set is not null || info.AssociatedParameter is not null);

    internal bool IsCalled(string routeName) => string.Equals(Property, routeName, StringComparison.OrdinalIgnoreCase);

    internal object? Get(object message) => get(message);
}
