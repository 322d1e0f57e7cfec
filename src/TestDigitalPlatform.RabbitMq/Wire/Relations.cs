using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.RabbitMq.Wire;

/// <summary>What a message says of the one that it follows from.</summary>
internal static class Relations
{
    /// <summary>The headers of whatever is told because of a message.</summary>
    internal static Dictionary<string, string?> Following(TransportMessage cause)
    {
        var id = cause.Headers[WireHeaders.MessageId] ?? cause.Id.ToString();
        return new Dictionary<string, string?>(6)
        {
            [WireHeaders.RelatedTo] = id,
            [WireHeaders.CorrelationId] = cause.Headers[WireHeaders.CorrelationId] ?? id,
            [WireHeaders.ConversationId] = cause.Headers[WireHeaders.ConversationId],
        };
    }

    /// <summary>The headers of a reply, by which a saga finds itself; and who gets it.</summary>
    internal static (string Destination, IReadOnlyCollection<KeyValuePair<string, string?>> Headers) Replying(TransportMessage cause)
    {
        var headers = Following(cause);
        headers[WireHeaders.MessageIntent] = "Reply";
        headers[WireHeaders.SagaId] = cause.Headers[WireHeaders.OriginatingSagaId];
        headers[WireHeaders.SagaType] = cause.Headers[WireHeaders.OriginatingSagaType];
        return (cause.Headers[WireHeaders.ReplyToAddress] ?? SenderOf(cause), headers);
    }

    // A queue of another system is no address: the reply would come back as one of its messages. There is none of this name.
    private static string SenderOf(TransportMessage cause) =>
        cause.Headers[WireHeaders.ForeignId] is null ? cause.Source : $"{cause.Source} (without a reply address)";
}
