namespace TestDigitalPlatform;

/// <summary>
/// A service returned no valid response: it timed out, failed, or was unreachable.
/// </summary>
/// <remarks>
/// A command may have taken effect. Retry with <see cref="IdempotencyKey"/>: it takes effect at most once.
/// </remarks>
public sealed class ServiceFailedException : DependencyException
{
    internal ServiceFailedException(string operation, string reason, Exception? inner = null)
        : base($"{operation} failed: {reason}", inner) => Operation = operation;

    /// <summary>The method and path, as in the contract: <c>POST /requests</c>.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status; <see langword="null"/> if there was no response.</summary>
    public int? Status { get; internal init; }

    /// <inheritdoc />
    /// <remarks>True without a response, and for 408, 429, 502, 503 and 504. A 500 is not transient.</remarks>
    public override bool IsTransient => Status is null or 408 or 429 or 502 or 503 or 504;

    /// <summary>The problem's code, such as <c>unavailable</c>; <see langword="null"/> if the response has none
    /// of the platform's codes.</summary>
    public string? Code { get; internal init; }

    /// <summary>The id of the call in the service's traces and logs.</summary>
    public string? TraceId { get; internal init; }

    /// <summary>The key that the command was sent with; <see langword="null"/> for a query.</summary>
    public string? IdempotencyKey { get; internal init; }
}
