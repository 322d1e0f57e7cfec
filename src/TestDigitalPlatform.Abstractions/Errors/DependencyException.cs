namespace TestDigitalPlatform;

/// <summary>Another service, which this one needs, gave no answer that this one can use.</summary>
/// <remarks>
/// A handler that lets it through is answered for: 503 <c>dependency_unavailable</c> with <c>Retry-After</c> while waiting
/// may help, else 502 <c>dependency_failed</c>. The clients of <c>TestDigitalPlatform.Client</c> throw such exceptions;
/// derive one of your own for what is reached in another way, such as a mail server.
/// </remarks>
/// <param name="message">What was asked of whom, and what came of it.</param>
/// <param name="inner">What the environment said, if it was the environment.</param>
public abstract class DependencyException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same call may succeed after a while, with nobody changing anything.</summary>
    public abstract bool IsTransient { get; }

    /// <summary>How long the other service asks to be left alone; <see langword="null"/> when it didn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
