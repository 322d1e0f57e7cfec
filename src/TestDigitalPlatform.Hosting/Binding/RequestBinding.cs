using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Reads a message out of a request, and collects everything that is wrong with it. Used by generated binders.</summary>
public sealed class RequestBinding
{
    private readonly List<FieldError> errors = [];

    internal RequestBinding(HttpContext context, ReadOnlyMemory<byte> body) => (Context, Body) = (context, body);

    /// <summary>Everything that is wrong; empty when the request can be understood.</summary>
    public IReadOnlyList<FieldError> Errors => errors;

    internal HttpContext Context { get; }

    internal ReadOnlyMemory<byte> Body { get; }
}
