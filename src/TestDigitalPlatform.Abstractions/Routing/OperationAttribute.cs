namespace TestDigitalPlatform;

/// <summary>Where a query or command is reached over HTTP.</summary>
/// <remarks>
/// The path is in lower case, words joined by hyphens, nouns in the plural; <c>{name}</c> binds the property of that
/// name (<c>/requests/{request}/comments</c> binds <c>Request</c>). A query's other properties come from the query
/// string, a command's from the JSON body.
/// </remarks>
/// <param name="method">The HTTP method (RFC 9110, section 9).</param>
/// <param name="path">The path, from <c>/</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class OperationAttribute(string method, string path) : Attribute
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; } = method;

    /// <summary>The path template.</summary>
    public string Path { get; } = path;
}

/// <summary>Reached with GET: for queries.</summary>
/// <param name="path">The path, from <c>/</c>.</param>
public sealed class GetAttribute(string path) : OperationAttribute("GET", path);

/// <summary>Reached with POST: for commands that make something or that are not idempotent by nature.</summary>
/// <param name="path">The path, from <c>/</c>.</param>
public sealed class PostAttribute(string path) : OperationAttribute("POST", path);

/// <summary>Reached with PUT: for commands that set something to what the caller says.</summary>
/// <param name="path">The path, from <c>/</c>.</param>
public sealed class PutAttribute(string path) : OperationAttribute("PUT", path);

/// <summary>Reached with PATCH: for commands that change a part.</summary>
/// <param name="path">The path, from <c>/</c>.</param>
public sealed class PatchAttribute(string path) : OperationAttribute("PATCH", path);

/// <summary>Reached with DELETE: for commands that take something away.</summary>
/// <param name="path">The path, from <c>/</c>.</param>
public sealed class DeleteAttribute(string path) : OperationAttribute("DELETE", path);
