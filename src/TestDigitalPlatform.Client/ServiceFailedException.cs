namespace TestDigitalPlatform;

/// <summary>
/// A service gave no answer that can be used: it did not answer in time, or failed, or was not reached.
/// </summary>
/// <remarks>
/// A command may have been done or not. Send it again with <see cref="IdempotencyKey"/>: it is done once at most.
/// </remarks>
public sealed class ServiceFailedException : DependencyException
{
    internal ServiceFailedException(string operation, string reason, Exception? inner = null)
        : base($"{operation} failed: {reason}", inner) => Operation = operation;

    /// <summary>The method and path, as in the contract: <c>POST /requests</c>.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status; <see langword="null"/> when there was no answer at all.</summary>
    public int? Status { get; internal init; }

    /// <inheritdoc />
    /// <remarks>True when there was no answer, and for 408, 429, 502, 503 and 504. A 500 is a mistake, and stays
    /// one.</remarks>
    public override bool IsTransient => Status is null or 408 or 429 or 502 or 503 or 504;

    /// <summary>The problem's code, such as <c>unavailable</c>; <see langword="null"/> when the answer was none of the
    /// platform's.</summary>
    public string? Code { get; internal init; }

    /// <summary>Finds the call in the service's traces and logs.</summary>
    public string? TraceId { get; internal init; }

    /// <summary>The key that the command was sent with; <see langword="null"/> for a query.</summary>
    public string? IdempotencyKey { get; internal init; }
}
