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

    /// <summary>How long a call may take in all, with its repetitions and the waits between, in seconds.</summary>
    /// <value>30 unless set; from 1 to 600.</value>
    [Range(1, 600)]
    public int TotalSeconds { get; set; } = 30;

    /// <summary>How long one attempt may take, in seconds.</summary>
    /// <value>10 unless set; from 1 to 300, and not more than <see cref="TotalSeconds"/>.</value>
    [Range(1, 300)]
    public int AttemptSeconds { get; set; } = 10;

    /// <summary>How often a call that failed is repeated at most.</summary>
    /// <value>3 unless set; from 0 to 10.</value>
    /// <remarks>Only safe repetitions: idempotent methods (RFC 9110, section 9.2.2), and any
    /// request with an <c>Idempotency-Key</c>.</remarks>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>About how long to wait before the first repetition, in milliseconds; each wait is about twice the one
    /// before.</summary>
    /// <value>200 unless set; from 1 to 60,000. Chance varies it, so that callers do not come back all at once.</value>
    [Range(1, 60_000)]
    public int RetryMilliseconds { get; set; } = 200;

    /// <summary>How long a wait may be at most, in seconds.</summary>
    /// <value>10 unless set; from 1 to 300.</value>
    /// <remarks>A service that asks for a longer one by <c>Retry-After</c> is not called again: the caller gets its
    /// answer.</remarks>
    [Range(1, 300)]
    public int MaxWaitSeconds { get; set; } = 10;

    /// <summary>Which part of the calls has to fail for the client to stop calling for a while.</summary>
    /// <value>0.5 unless set; from 0.01 to 1.</value>
    [Range(0.01, 1.0)]
    public double BreakAtFailures { get; set; } = 0.5;

    /// <summary>How many calls there must have been in the last 30 seconds before their failures count.</summary>
    /// <value>20 unless set; from 2 to 10,000.</value>
    [Range(2, 10_000)]
    public int BreakAtCalls { get; set; } = 20;

    /// <summary>For how long the client stops calling, in seconds; then one call tries again.</summary>
    /// <value>15 unless set; from 1 to 300.</value>
    [Range(1, 300)]
    public int BreakSeconds { get; set; } = 15;

    /// <summary>How large an answer may be, in bytes; a larger one is a failure.</summary>
    /// <value>16 MiB unless set; from 1 KiB to 1 GiB. An answer is held in memory whole.</value>
    [Range(1_024, 1_024 * 1_024 * 1_024)]
    public int MaxAnswerBytes { get; set; } = 16 * 1_024 * 1_024;

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (AttemptSeconds > TotalSeconds)
            yield return new($"{nameof(AttemptSeconds)} must not be more than {nameof(TotalSeconds)}.");
        if (Address is { } address && !(address.IsAbsoluteUri && address.Scheme is ("http" or "https")))
            yield return new($"{nameof(Address)} must be an http or https address, but is '{address}'.");
    }
}
