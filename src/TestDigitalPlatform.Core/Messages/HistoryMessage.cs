using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Messages;

/// <summary>An event of before, for one service that keeps a projection of such: kept there, and handled by nobody.</summary>
internal static class HistoryMessage
{
    private const string Prefix = "tdp.history/";

    /// <summary>The message that carries an event of the history.</summary>
    internal static TransportMessage Of(TransportMessage told) =>
        told with { Type = Prefix + told.Type, Key = null, Previous = null, TraceParent = null };

    /// <summary>The event that a message carries; <see langword="null"/> for one that is to be handled.</summary>
    internal static TransportMessage? EventOf(TransportMessage message) =>
        message.Type.StartsWith(Prefix, StringComparison.Ordinal)
            ? message with { Type = message.Type[Prefix.Length..] }
            : null;
}
