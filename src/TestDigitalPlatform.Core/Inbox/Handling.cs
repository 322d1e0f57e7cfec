namespace TestDigitalPlatform.Inbox;

/// <summary>How an attempt to handle a message ended.</summary>
/// <param name="End">How.</param>
/// <param name="Refusal">The "no", when refused.</param>
/// <param name="OthersWait">Whether messages of the same key wait and are next now.</param>
internal sealed record Handling(HandlingEnd End, Refusal? Refusal = null, bool OthersWait = false)
{
    internal static readonly Handling Done = new(HandlingEnd.Done);
    internal static readonly Handling DoneAndNext = new(HandlingEnd.Done, OthersWait: true);
    internal static readonly Handling Repeated = new(HandlingEnd.Repeated);
    internal static readonly Handling TooEarly = new(HandlingEnd.TooEarly);
    internal static readonly Handling LostRace = new(HandlingEnd.LostRace);

    internal static Handling Refused(Refusal refusal) => new(HandlingEnd.Refused, refusal);
}

internal enum HandlingEnd
{
    /// <summary>It took effect.</summary>
    Done,

    /// <summary>It took effect before: nothing was done.</summary>
    Repeated,

    /// <summary>An earlier message of its key has not taken effect: nothing was done.</summary>
    TooEarly,

    /// <summary>Another change came first: fetch and decide again.</summary>
    LostRace,

    /// <summary>The handler or the database refuses it, and would again.</summary>
    Refused,
}

/// <summary>A message that no handler can be given: its type or its body is not known here.</summary>
/// <param name="cause">The stable code of why.</param>
/// <param name="message">Why, for a person.</param>
/// <param name="inner">What was thrown, if anything was.</param>
internal sealed class UnreadableMessageException(string cause, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>No handler of this node takes the message's type.</summary>
    internal const string UnknownType = "unknown_type";

    internal string Cause { get; } = cause;

    /// <summary>Whether another node may be able to read it, such as one of a newer version that is being deployed.</summary>
    internal bool MayBeKnownElsewhere { get; init; } = cause == UnknownType;
}

/// <summary>Others kept changing what the decision was made on.</summary>
/// <param name="message">What happened.</param>
internal sealed class RaceLostException(string message) : Exception(message);
