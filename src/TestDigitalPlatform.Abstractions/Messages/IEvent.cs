namespace TestDigitalPlatform;

/// <summary>Something that has happened, published after it was stored.</summary>
/// <remarks>
/// Declare it as a sealed record with a name in the past tense. Its JSON is a contract: add members, never rename or
/// remove them. Implement <see cref="Subject"/> explicitly to keep it out of the JSON.
/// </remarks>
public interface IEvent
{
    /// <summary>The subject of the event: usually the id of the changed aggregate.</summary>
    /// <value>At most 200 characters. This is the <c>subject</c> attribute of CloudEvents 1.0 (section 3.1.4).</value>
    string Subject { get; }

    /// <summary>What the event's order is kept within; the <see cref="Subject"/> unless an event says otherwise.</summary>
    /// <value>At most 200 characters. A handler gets the events of one key in the order they were stored, whatever fails or
    /// is repeated in between; events of different keys wait for nothing of each other.</value>
    string OrderingKey => Subject;
}
