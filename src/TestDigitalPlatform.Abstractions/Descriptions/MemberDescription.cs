using System.ComponentModel;

namespace TestDigitalPlatform.Generated;

/// <summary>One member of a query or command. Made by generated code.</summary>
/// <param name="property">Its name in C#.</param>
/// <param name="name">Its name for callers: in a path as the path has it, elsewhere as in JSON.</param>
/// <param name="type">Its type.</param>
/// <param name="source">Where it travels.</param>
/// <param name="get">Reads it from a message.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MemberDescription(
    string property, string name, Type type, MemberSource source, Func<object, object?> get)
{
    /// <summary>The name in C#.</summary>
    public string Property { get; } = property;

    /// <summary>The name for callers.</summary>
    public string Name { get; } = name;

    /// <summary>The type of the property.</summary>
    public Type Type { get; } = type;

    /// <summary>Where it travels.</summary>
    public MemberSource Source { get; } = source;

    /// <summary>Whether a caller must send it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is one of those that every list has, such as <c>limit</c>.</summary>
    public bool IsPaging { get; init; }

    /// <summary>Whether a query string holds several values of it.</summary>
    public bool IsList { get; init; }

    /// <summary>How a list can be filtered by it.</summary>
    /// <value><see cref="Operators.None"/> for what is no <see cref="Filter{T}"/>.</value>
    public Operators Operators { get; init; }

    /// <summary>Reads it from a message.</summary>
    /// <param name="message">A message of the type that is described.</param>
    /// <returns>Its value.</returns>
    public object? Get(object message) => get(message);
}

/// <summary>Where a member of a message travels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum MemberSource
{
    /// <summary>In the path.</summary>
    Route,

    /// <summary>In the query string.</summary>
    Query,

    /// <summary>In a JSON body.</summary>
    Body,

    /// <summary>It is the body.</summary>
    File,
}
