using System.Diagnostics;
using System.Diagnostics.Metrics;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Telemetry;

/// <summary>Where the platform's own spans and figures come from.</summary>
internal static class PlatformTelemetry
{
    internal const string Name = "TestDigitalPlatform";

    /// <summary>The property of a span that no request began which names the service that it belongs to.</summary>
    internal const string ServiceProperty = "TestDigitalPlatform.Service";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

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

    private static readonly Counter<long> Sent =
        Meter.CreateCounter<long>(
            "messaging.client.sent.messages", "{message}", "Messages that were published, by messaging system.");

    private static readonly Counter<long> Consumed =
        Meter.CreateCounter<long>(
            "messaging.client.consumed.messages", "{message}", "Messages that were taken, by event and outcome.");

    private static readonly Histogram<double> HandlingTime =
        Meter.CreateHistogram<double>(
            "messaging.process.duration", "s", "How long handling a message took, by event and outcome.");

    private static readonly Histogram<double> Latency =
        Meter.CreateHistogram<double>(
            "tdp.message.latency", "s", "The time from storing an event to its effect, by event.");

    private static readonly Gauge<long> OutboxLength =
        Meter.CreateGauge<long>(
            "tdp.outbox.length", "{message}", "Events that wait for the transport, counted to 100,000.");

    private static readonly Gauge<double> OutboxAge =
        Meter.CreateGauge<double>("tdp.outbox.age", "s", "Since when the oldest event waits for the transport.");

    private static readonly Gauge<long> QueueLength =
        Meter.CreateGauge<long>(
            "tdp.queue.length", "{message}", "Messages that wait for the service, counted to 100,000.");

    private static readonly Gauge<long> HeldMessages =
        Meter.CreateGauge<long>(
            "tdp.messages.held", "{message}", "Messages that wait for an earlier one or another attempt, and failed ones.");

    private static readonly Gauge<long> OutcomesLength =
        Meter.CreateGauge<long>(
            "tdp.outcomes.length", "{message}",
            "Messages whose copy or acknowledgement waits for the broker's error and audit queues, counted to 100,000.");

    /// <summary>Whether anybody listens to how much waits.</summary>
    internal static bool IsBacklogMeasured => OutboxLength.Enabled;

    internal static void Waiting(string service, Backlog outbox, Backlog? queue, DateTimeOffset now)
    {
        var of = new KeyValuePair<string, object?>("tdp.service", service);
        OutboxLength.Record(outbox.Count, of);
        OutboxAge.Record(outbox.Oldest is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0, of);
        if (queue is { } waiting)
            QueueLength.Record(waiting.Count, of);
    }

    internal static void Outcomes(string service, long count) =>
        OutcomesLength.Record(count, new KeyValuePair<string, object?>("tdp.service", service));

    internal static void Held(string service, string state, long count) =>
        HeldMessages.Record(count, new("tdp.service", service), new("tdp.state", state));

    /// <summary>Whether anybody listens to spans.</summary>
    internal static bool IsTraced => Source.HasListeners();

    /// <summary>A span for sending a message, below the one that stored its event.</summary>
    internal static Activity? Send(TransportMessage message, string system, string service) => Begin(
        $"send {message.Type}", ActivityKind.Producer, "send", message, system, service);

    /// <summary>A span for handling a message, below the one that sent it.</summary>
    internal static Activity? Process(TransportMessage message, string system, string service) => Begin(
        $"process {message.Type}", ActivityKind.Consumer, "process", message, system, service);

    internal static void Published(int count, string system)
    {
        if (Sent.Enabled)
            Sent.Add(count, new KeyValuePair<string, object?>("messaging.system", system));
    }

    /// <param name="message">The message.</param>
    /// <param name="type">Its type; "unknown" for one that the service does not handle, since senders may name any.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="took">How long it was at work.</param>
    /// <param name="now">The time now.</param>
    internal static void Handled(
        TransportMessage message, string type, string outcome, TimeSpan took, DateTimeOffset now)
    {
        if (Consumed.Enabled)
            Consumed.Add(1, new("tdp.event", type), new("tdp.outcome", outcome));
        if (HandlingTime.Enabled)
            HandlingTime.Record(took.TotalSeconds, new("tdp.event", type), new("tdp.outcome", outcome));
        if (outcome == "handled" && Latency.Enabled)
            Latency.Record(
                Math.Max(0, (now - message.SentAt).TotalSeconds), new KeyValuePair<string, object?>("tdp.event", type));
    }

    // OpenTelemetry's semantic conventions for messaging spans.
    private static Activity? Begin(
        string name, ActivityKind kind, string operation, TransportMessage message, string system, string service)
    {
        if (!Source.HasListeners())
            return null;
        // What runs beside has nothing to do with the message.
        var around = Activity.Current;
        Activity.Current = null;
        var span = ActivityContext.TryParse(
            message.TraceParent, message.Headers[MessageTrace.TraceState], isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);
        if (kind == ActivityKind.Producer || span is null)
            Activity.Current = around;
        if (span is null)
            return null;
        span.SetCustomProperty(ServiceProperty, service);
        if (kind == ActivityKind.Consumer)
            MessageTrace.Continue(span, message.Headers);
        if (!span.IsAllDataRequested)
            return span;
        span.SetTag("messaging.system", system);
        span.SetTag("messaging.operation.name", operation);
        span.SetTag("messaging.operation.type", operation);
        span.SetTag("messaging.message.id", message.Id.ToString());
        span.SetTag("messaging.destination.name", message.Type);
        return span;
    }

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
