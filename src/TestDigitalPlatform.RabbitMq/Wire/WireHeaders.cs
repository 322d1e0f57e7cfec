using System.Collections.Frozen;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>The headers that are written and read.</summary>
internal static class WireHeaders
{
    internal const string MessageId = "NServiceBus.MessageId";
    internal const string MessageIntent = "NServiceBus.MessageIntent";
    internal const string EnclosedMessageTypes = "NServiceBus.EnclosedMessageTypes";
    internal const string ContentType = "NServiceBus.ContentType";
    internal const string ConversationId = "NServiceBus.ConversationId";
    internal const string CorrelationId = "NServiceBus.CorrelationId";
    internal const string RelatedTo = "NServiceBus.RelatedTo";
    internal const string OriginatingEndpoint = "NServiceBus.OriginatingEndpoint";
    internal const string OriginatingMachine = "NServiceBus.OriginatingMachine";
    internal const string OriginatingHostId = "$.diagnostics.originating.hostid";
    internal const string ReplyToAddress = "NServiceBus.ReplyToAddress";
    internal const string CallbackQueue = "NServiceBus.RabbitMQ.CallbackQueue";
    internal const string TimeSent = "NServiceBus.TimeSent";
    internal const string StartNewTrace = "NServiceBus.OpenTelemetry.StartNewTrace";
    internal const string TraceParent = "traceparent";

    // Sagas: whose message it is, and whose reply.
    internal const string OriginatingSagaId = "NServiceBus.OriginatingSagaId";
    internal const string OriginatingSagaType = "NServiceBus.OriginatingSagaType";
    internal const string SagaId = "NServiceBus.SagaId";
    internal const string SagaType = "NServiceBus.SagaType";

    // The error queue.
    internal const string FailedQueue = "NServiceBus.FailedQ";
    internal const string TimeOfFailure = "NServiceBus.TimeOfFailure";
    internal const string ExceptionInfo = "NServiceBus.ExceptionInfo.";
    internal const string Retries = "NServiceBus.Retries";
    internal const string ImmediateRetries = "NServiceBus.FLRetries";

    // The error queue and the audit queue.
    internal const string ProcessingEndpoint = "NServiceBus.ProcessingEndpoint";
    internal const string ProcessingMachine = "NServiceBus.ProcessingMachine";
    internal const string HostId = "$.diagnostics.hostid";
    internal const string HostDisplayName = "$.diagnostics.hostdisplayname";

    // The audit queue.
    internal const string ProcessingStarted = "NServiceBus.ProcessingStarted";
    internal const string ProcessingEnded = "NServiceBus.ProcessingEnded";

    // What ServiceControl has sent again, and what it is told then.
    internal const string UniqueMessageId = "ServiceControl.Retry.UniqueMessageId";
    internal const string AcknowledgementQueue = "ServiceControl.Retry.AcknowledgementQueue";
    internal const string AcknowledgementSent = "ServiceControl.Retry.AcknowledgementSent";
    internal const string RetrySuccessful = "ServiceControl.Retry.Successful";
    internal const string ControlMessage = "NServiceBus.ControlMessage";

    // What NServiceBus has no word for: it passes over them.
    internal const string Key = "Tdp.Key";
    internal const string Number = "Tdp.Number";
    internal const string Previous = "Tdp.Previous";
    internal const string Customer = "Tdp.Customer";

    /// <summary>The id that another system gave a message of its queue; on each such message.</summary>
    internal const string ForeignId = "Tdp.ForeignId";

    // What the platform's own message has a place for.
    private static readonly FrozenSet<string> Placed = FrozenSet.Create(
        StringComparer.Ordinal, Key, Number, Previous, Customer, TraceParent);

    // What the broker, its client and the transport add for one delivery.
    private static readonly FrozenSet<string> OfDelivery = FrozenSet.Create(
        StringComparer.Ordinal, "NServiceBus.Transport.RabbitMQ.DelayInSeconds", "NServiceBus.Transport.RabbitMQ.ConfirmationId",
        "x-death", "x-first-death-exchange", "x-first-death-queue", "x-first-death-reason", "x-delivery-count", "x-dotnet-pub-seq-no");

    /// <summary>Whether a header goes on with the message, beside what it has places for.</summary>
    internal static bool IsKept(string name) => !Placed.Contains(name) && !OfDelivery.Contains(name);

    /// <summary>Whether somebody relies on a header: these come first where not all fit.</summary>
    internal static bool IsKnown(string name) => name.StartsWith("NServiceBus.", StringComparison.Ordinal)
        || name.StartsWith("ServiceControl.", StringComparison.Ordinal) || name.StartsWith("$.diagnostics.", StringComparison.Ordinal)
        || name is "tracestate" or "baggage";
}
