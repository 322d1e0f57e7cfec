namespace TestDigitalPlatform;

/// <summary>A service that this one depends on did not return a valid response.</summary>
/// <remarks>
/// If a handler lets it through, the caller gets 503 <c>dependency_unavailable</c> with <c>Retry-After</c> if a retry
/// can succeed, otherwise 502 <c>dependency_failed</c>. The clients of <c>TestDigitalPlatform.Client</c> throw it;
/// derive your own for other dependencies, such as a mail server.
/// </remarks>
/// <param name="message">The call and its result.</param>
/// <param name="inner">The exception of the environment that caused it, if any.</param>
public abstract class DependencyException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same call can succeed later without a change.</summary>
    public abstract bool IsTransient { get; }

    /// <summary>The other service's <c>Retry-After</c>; <see langword="null"/> if it sent none.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
