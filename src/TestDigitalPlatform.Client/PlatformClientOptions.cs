using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls the timeouts, retries and circuit breaker of a client.</summary>
public sealed class PlatformClientOptions : IValidatableObject
{
    /// <summary>The parent configuration section; each client has a subsection with its name.</summary>
    public const string SectionName = "Platform:Clients";

    /// <summary>
    /// The address of the service, which overrides the address in code.
    /// </summary>
    /// <value>Http or https. Default: the address in code.</value>
    public Uri? Address { get; set; }

    /// <summary>How long a call may take in all, including its retries and the delays between them.</summary>
    /// <value>30 seconds unless set; from 1 second to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take.</summary>
    /// <value>10 seconds unless set; from 1 second to 5 minutes, and not more than <see cref="TotalTimeout"/>.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a failed call is retried at most.</summary>
    /// <value>3 unless set; from 0 to 10.</value>
    /// <remarks>Only safe retries: idempotent methods (RFC 9110, section 9.2.2), and any request with an
    /// <c>Idempotency-Key</c>.</remarks>
    [Range(0, 10)]
    public int MaxRetryAttempts { get; set; } = 3;

    /// <summary>About how long to wait before the first retry; each delay is about twice the one before.</summary>
    /// <value>200 ms unless set; from 1 ms to 1 minute. It varies at random, so that callers do not come back all at
    /// once.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a delay may be at most.</summary>
    /// <value>10 seconds unless set; from 1 second to 5 minutes.</value>
    /// <remarks>A service that asks for a longer one by <c>Retry-After</c> is not called again: the caller gets its
    /// response.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Which share of the calls has to fail for the circuit breaker to open.</summary>
    /// <value>0.5 unless set; from 0.01 to 1.</value>
    [Range(0.01, 1.0)]
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>How many calls there must have been in the last 30 seconds before their failures count.</summary>
    /// <value>20 unless set; from 2 to 10,000.</value>
    [Range(2, 10_000)]
    public int MinimumThroughput { get; set; } = 20;

    /// <summary>How long the circuit breaker stays open; then one call tries again.</summary>
    /// <value>15 seconds unless set; from 1 second to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How large a response may be, in bytes; a larger one is a failure.</summary>
    /// <value>16 MiB unless set; from 1 KiB to 1 GiB. A response is held in memory whole.</value>
    [Range(1_024, 1_024 * 1_024 * 1_024)]
    public int MaxResponseBytes { get; set; } = 16 * 1_024 * 1_024;

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (AttemptTimeout > TotalTimeout)
            yield return new($"{nameof(AttemptTimeout)} must not be more than {nameof(TotalTimeout)}.");
        if (Address is { } address && !(address.IsAbsoluteUri && address.Scheme is ("http" or "https")))
            yield return new($"{nameof(Address)} must be an http or https address, but is '{address}'.");
    }
}
