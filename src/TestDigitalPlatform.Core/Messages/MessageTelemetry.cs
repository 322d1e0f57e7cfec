using System.Diagnostics;
using System.Diagnostics.Metrics;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Messages;

/// <summary>Spans and figures of messages.</summary>
internal static class MessageTelemetry
{
    private static readonly Counter<long> Sent =
        PlatformTelemetry.Meter.CreateCounter<long>(
            "messaging.client.sent.messages", "{message}", "Messages that were published, by messaging system.");

    private static readonly Counter<long> Consumed =
        PlatformTelemetry.Meter.CreateCounter<long>(
            "messaging.client.consumed.messages", "{message}", "Messages that were taken, by event and outcome.");

    private static readonly Histogram<double> HandlingTime =
        PlatformTelemetry.Meter.CreateHistogram<double>(
            "messaging.process.duration", "s", "How long handling a message took, by event and outcome.");

    private static readonly Histogram<double> Latency =
        PlatformTelemetry.Meter.CreateHistogram<double>(
            "tdp.message.latency", "s", "The time from storing an event to its effect, by event.");

    private static readonly Gauge<long> OutboxLength =
        PlatformTelemetry.Meter.CreateGauge<long>(
            "tdp.outbox.length", "{message}", "Events that wait for the transport, counted to 100,000.");

    private static readonly Gauge<double> OutboxAge =
        PlatformTelemetry.Meter.CreateGauge<double>("tdp.outbox.age", "s", "Since when the oldest event waits for the transport.");

    private static readonly Gauge<long> QueueLength =
        PlatformTelemetry.Meter.CreateGauge<long>(
            "tdp.queue.length", "{message}", "Messages that wait for the service, counted to 100,000.");

    private static readonly Gauge<long> HeldMessages =
        PlatformTelemetry.Meter.CreateGauge<long>(
            "tdp.messages.held", "{message}", "Messages that wait for an earlier one or another attempt, and failed ones.");

    private static readonly Gauge<long> OutcomesLength =
        PlatformTelemetry.Meter.CreateGauge<long>(
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
        if (!PlatformTelemetry.Source.HasListeners())
            return null;
        // What runs beside has nothing to do with the message.
        var around = Activity.Current;
        Activity.Current = null;
        var span = ActivityContext.TryParse(
            message.TraceParent, message.Headers[MessageTrace.TraceState], isRemote: true, out var parent)
            ? PlatformTelemetry.Source.StartActivity(name, kind, parent)
            : PlatformTelemetry.Source.StartActivity(name, kind);
        if (kind == ActivityKind.Producer || span is null)
            Activity.Current = around;
        if (span is null)
            return null;
        span.SetCustomProperty(PlatformTelemetry.ServiceProperty, service);
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
}
