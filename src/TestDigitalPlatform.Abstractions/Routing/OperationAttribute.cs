namespace TestDigitalPlatform;

/// <summary>The HTTP method and path of a query or command.</summary>
/// <remarks>
/// The path is in lower case, words joined by hyphens, nouns in the plural; <c>{name}</c> binds the property of that
/// name (<c>/requests/{request}/comments</c> binds <c>Request</c>). A query's other properties come from the query
/// string, a command's from the JSON body.
/// </remarks>
/// <param name="method">The HTTP method (RFC 9110, section 9).</param>
/// <param name="path">The path, starting with <c>/</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class OperationAttribute(string method, string path) : Attribute
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; } = method;

    /// <summary>The path template.</summary>
    public string Path { get; } = path;
}

/// <summary>GET: for queries.</summary>
/// <param name="path">The path, starting with <c>/</c>.</param>
public sealed class GetAttribute(string path) : OperationAttribute("GET", path);

/// <summary>POST: for commands that create something or are not idempotent.</summary>
/// <param name="path">The path, starting with <c>/</c>.</param>
public sealed class PostAttribute(string path) : OperationAttribute("POST", path);

/// <summary>PUT: for commands that set something to the caller's values.</summary>
/// <param name="path">The path, starting with <c>/</c>.</param>
public sealed class PutAttribute(string path) : OperationAttribute("PUT", path);

/// <summary>PATCH: for commands that change a part.</summary>
/// <param name="path">The path, starting with <c>/</c>.</param>
public sealed class PatchAttribute(string path) : OperationAttribute("PATCH", path);

/// <summary>DELETE: for commands that remove something.</summary>
/// <param name="path">The path, starting with <c>/</c>.</param>
public sealed class DeleteAttribute(string path) : OperationAttribute("DELETE", path);
