namespace TestDigitalPlatform.Messages;

/// <summary>A message as transports carry it.</summary>
/// <param name="Id">Names the message, however often it comes.</param>
/// <param name="Type">The wire name of its event.</param>
/// <param name="Source">The service that told it; a transport that knows better overwrites what is claimed.</param>
/// <param name="Key">What its order is kept within, among the messages of its source; null for no order.</param>
/// <param name="Number">Its place within the key: it grows, and gaps mean nothing.</param>
/// <param name="Previous">The last number of each type that the key had before, as a JSON object.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="SentAt">When it was stored; the same however often it comes.</param>
/// <param name="TraceParent">The span that sent it (W3C Trace Context).</param>
/// <param name="Body">The event's JSON in UTF-8.</param>
internal sealed record TransportMessage(
    Guid Id, string Type, string Source, string? Key, long Number, string? Previous, string? Customer,
    DateTimeOffset SentAt, string? TraceParent, ReadOnlyMemory<byte> Body)
{
    /// <summary>What it says besides, such as <c>tracestate</c> and <c>baggage</c>, and what other systems put there.</summary>
    public MessageHeaders Headers { get; init; } = MessageHeaders.None;

    /// <summary>How many bytes the body had that was too large to be kept whole; otherwise <see langword="null"/>.</summary>
    public int? TooLarge { get; init; }

    /// <summary>The one receiver that it is for; <see langword="null"/> for all that subscribe.</summary>
    /// <remarks>Set while it is sent; a received message has none.</remarks>
    public string? Destination { get; init; }
}
