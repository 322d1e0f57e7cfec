using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TestDigitalPlatform.Telemetry;

/// <summary>Where the platform's own spans and figures come from.</summary>
internal static class PlatformTelemetry
{
    internal const string Name = "TestDigitalPlatform";

    /// <summary>The property of a span that no request began which names the service that it belongs to.</summary>
    internal const string ServiceProperty = "TestDigitalPlatform.Service";

    internal static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Commands =
        Meter.CreateCounter<long>("tdp.commands", "{command}", "Commands by operation and outcome.");

    private static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>(
            "tdp.command.conflicts", "{conflict}", "Decisions repeated because of a concurrent change.");

    private static readonly Counter<long> DeprecatedCalls =
        Meter.CreateCounter<long>(
            "tdp.deprecated.calls", "{call}",
            "Calls of deprecated operations, by operation and by the caller's customer.");

    private static readonly Counter<long> Evictions =
        Meter.CreateCounter<long>(
            "tdp.cache.evictions", "{answer}", "Cached answers that were evicted to free memory.");

    private static readonly Counter<long> RefusedTokens =
        Meter.CreateCounter<long>(
            "tdp.tokens.refused", "{token}", "Access tokens that were rejected, by reason.");

    /// <summary>Whether anybody listens to spans.</summary>
    internal static bool IsTraced => Source.HasListeners();

    /// <summary>A span for one step of a flow, under the request's own.</summary>
    internal static Activity? Step(string name) => Source.StartActivity(name);

    /// <summary>A span for one message that the service sends itself.</summary>
    internal static Activity? Message(string operation, UserId sender, CustomerId? customer)
    {
        var span = Source.StartActivity(operation);
        span?.SetTag("tdp.operation", operation);
        span?.SetTag("tdp.sender", sender.Value);
        if (customer is { } known)
            span?.SetTag("tdp.caller.customer", known.Value);
        return span;
    }

    internal static void CommandEnded(string operation, string outcome)
    {
        if (Commands.Enabled)
            Commands.Add(1, new("tdp.operation", operation), new("tdp.outcome", outcome));
    }

    internal static void Conflict(string operation)
    {
        if (Conflicts.Enabled)
            Conflicts.Add(1, new KeyValuePair<string, object?>("tdp.operation", operation));
    }

    internal static void DeprecatedCall(string operation, CustomerId? customer)
    {
        if (DeprecatedCalls.Enabled)
            DeprecatedCalls.Add(
                1, new("tdp.operation", operation), new("tdp.caller.customer", customer?.Value ?? "none"));
    }

    internal static void TokenRefused(string reason)
    {
        if (RefusedTokens.Enabled)
            RefusedTokens.Add(1, new KeyValuePair<string, object?>("tdp.reason", reason));
    }

    internal static void AnswerEvicted() => Evictions.Add(1);
}
