namespace TestDigitalPlatform;

/// <summary>An item of a stream that has a name by which a reader goes on after it.</summary>
/// <remarks>
/// Sent as server-sent events, the name is the event's <c>id</c>. A browser that lost the connection sends the last one as
/// <c>Last-Event-ID</c>, which becomes the query's property <c>LastEventId</c>. Implement it explicitly to keep it out of the
/// JSON.
/// </remarks>
public interface IStreamed
{
    /// <summary>The name: printable ASCII, at most 200 characters.</summary>
    string EventId { get; }
}
