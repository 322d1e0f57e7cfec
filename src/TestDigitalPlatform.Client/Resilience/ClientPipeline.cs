using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace TestDigitalPlatform.Client.Resilience;

/// <summary>
/// What stands between a client and its service, from the outside in: time limit, repetition, breaker, time limit of an
/// attempt.
/// </summary>
internal sealed class ClientPipeline
{
    internal const string LogCategory = "TestDigitalPlatform.Clients";

    private static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("request");
    private static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline<HttpResponseMessage> pipeline;
    private readonly PlatformClientOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    internal ClientPipeline(string name, PlatformClientOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (Name, this.options, this.time) = (name, options, time);
        logger = loggers.CreateLogger(LogCategory);
        pipeline = Build();
    }

    internal string Name { get; }

    internal async Task<HttpResponseMessage> Send(
        HttpRequestMessage request,
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Request, request);
        try
        {
            return await pipeline.ExecuteAsync(
                static async (call, state) => await state.send(state.request, call.CancellationToken),
                context,
                (request, send));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline<HttpResponseMessage> Build()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        builder.AddTimeout(options.TotalTimeout);
        if (options.MaxRetryAttempts > 0)
            builder.AddRetry(Retry());
        return builder
            .AddCircuitBreaker(Breaker())
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    private RetryStrategyOptions<HttpResponseMessage> Retry() => new()
    {
        MaxRetryAttempts = options.MaxRetryAttempts,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.RetryDelay,
        MaxDelay = MaxWait,
        ShouldHandle = arguments => ValueTask.FromResult(ShouldRepeat(arguments)),
        DelayGenerator = arguments => ValueTask.FromResult(Wait(arguments.Outcome)),
        OnRetry = arguments =>
        {
            ClientLog.Repeated(logger, Name, arguments.AttemptNumber + 1, (long)arguments.RetryDelay.TotalMilliseconds);
            return default;
        },
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker() => new()
    {
        FailureRatio = options.FailureRatio,
        MinimumThroughput = options.MinimumThroughput,
        SamplingDuration = BreakerWindow,
        BreakDuration = options.BreakDuration,
        ShouldHandle = arguments => ValueTask.FromResult(IsFailure(arguments.Outcome)),
        OnOpened = _ =>
        {
            ClientLog.Stopped(logger, Name, (int)options.BreakDuration.TotalSeconds);
            return default;
        },
        OnClosed = _ =>
        {
            ClientLog.Resumed(logger, Name);
            return default;
        },
    };

    private TimeSpan MaxWait => options.MaxRetryDelay;

    private bool ShouldRepeat(RetryPredicateArguments<HttpResponseMessage> arguments) =>
        IsFailure(arguments.Outcome)
        && arguments.Context.Properties.TryGetValue(Request, out var request)
        && Repeatable.Is(request)
        && !(Wait(arguments.Outcome) > MaxWait);

    private TimeSpan? Wait(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } response ? Repeatable.WantedWait(response, time.GetUtcNow()) : null;

    private static bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result: { } response } => Repeatable.IsPassing(response),
        _ => false,
    };
}
