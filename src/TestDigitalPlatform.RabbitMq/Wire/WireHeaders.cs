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
    internal const string OriginatingEndpoint = "NServiceBus.OriginatingEndpoint";
    internal const string OriginatingMachine = "NServiceBus.OriginatingMachine";
    internal const string OriginatingHostId = "$.diagnostics.originating.hostid";
    internal const string ReplyToAddress = "NServiceBus.ReplyToAddress";
    internal const string TimeSent = "NServiceBus.TimeSent";
    internal const string StartNewTrace = "NServiceBus.OpenTelemetry.StartNewTrace";
    internal const string TraceParent = "traceparent";

    // What NServiceBus has no word for: it passes over them.
    internal const string Key = "Tdp.Key";
    internal const string Number = "Tdp.Number";
    internal const string Previous = "Tdp.Previous";
    internal const string Customer = "Tdp.Customer";
}
