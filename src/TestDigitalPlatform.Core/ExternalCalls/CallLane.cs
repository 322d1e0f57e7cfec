using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace TestDigitalPlatform.ExternalCalls;

/// <summary>What the calls of one type have on this node: places, quick retries, a circuit breaker and a time limit.</summary>
internal sealed class CallLane
{
    /// <summary>How many attempts follow each other within seconds.</summary>
    internal const int Attempts = 3;

    private static readonly TimeSpan ShortestSampling = TimeSpan.FromSeconds(30);

    private readonly TimeProvider time;
    private int free;
    private DateTimeOffset openUntil;

    internal CallLane(ExternalCallDefinition definition, ExternalCallOptions options, TimeProvider time)
    {
        (Definition, this.time, free) = (definition, time, options.Concurrency);
        Pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
                ShouldHandle = attempt => new(MayPass(attempt.Outcome.Exception, attempt.Context)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                // Long enough to see that each call hangs.
                SamplingDuration = TimeSpan.FromTicks(Math.Max(options.Timeout.Ticks * 4, ShortestSampling.Ticks)),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = attempt => new(IsFailure(attempt.Outcome.Exception, attempt.Context)),
            })
            .AddTimeout(options.Timeout)
            .Build();
    }

    internal ExternalCallDefinition Definition { get; }

    internal ResiliencePipeline Pipeline { get; }

    /// <summary>How many more calls may run; none while the other system is failing.</summary>
    internal int Room => time.GetUtcNow() < openUntil ? 0 : Volatile.Read(ref free);

    internal void Take() => Interlocked.Decrement(ref free);

    internal void Return() => Interlocked.Increment(ref free);

    /// <summary>Takes no calls for a while.</summary>
    /// <returns>Until when.</returns>
    internal DateTimeOffset Pause(BrokenCircuitException why) =>
        openUntil = time.GetUtcNow() + (why.RetryAfter ?? TimeSpan.FromSeconds(5));

    // A refusal is an answer: the other system works. So is what one call alone is to blame for.
    private static bool IsFailure(Exception? e, ResilienceContext context) =>
        e is not (null or RefusedException or DependencyException { IsTransient: false })
        && !(e is OperationCanceledException && context.CancellationToken.IsCancellationRequested);

    private static bool MayPass(Exception? e, ResilienceContext context) =>
        IsFailure(e, context) && e is not (BrokenCircuitException or DependencyException { RetryAfter: not null });
}
