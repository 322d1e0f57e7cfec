namespace TestDigitalPlatform.Messages;

/// <summary>What the other systems behind a transport expect of whoever takes part. A transport may have it.</summary>
internal interface IMessageConventions
{
    /// <summary>The headers of an event that is told because of a message.</summary>
    IReadOnlyCollection<KeyValuePair<string, string?>> Following(TransportMessage cause);

    /// <summary>Who gets the reply to a message, and its headers.</summary>
    (string Destination, IReadOnlyCollection<KeyValuePair<string, string?>> Headers) Replying(TransportMessage cause);

    /// <summary>Whether <see cref="Tell"/> is to be called when a message was handled.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isRepeated">It came again after it took effect.</param>
    bool WantsHandled(TransportMessage message, bool isRepeated);

    /// <summary>The headers that are kept with a message when it fails for good, and with which <see cref="Tell"/> is
    /// called; <see langword="null"/> where nobody is to be told.</summary>
    MessageHeaders? Failing(TransportMessage message);

    /// <summary>Tells others what became of messages: at least once for each. Durable when it returns.</summary>
    Task Tell(IReadOnlyList<MessageOutcome> outcomes, CancellationToken cancellationToken);
}

/// <summary>What became of a message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Failure">Why it failed for good; <see langword="null"/> for one that was handled.</param>
/// <param name="BegunAt">When handling it began.</param>
/// <param name="EndedAt">When it ended.</param>
internal sealed record MessageOutcome(
    TransportMessage Message, MessageFailure? Failure, DateTimeOffset BegunAt, DateTimeOffset EndedAt);

/// <summary>Why a message failed.</summary>
/// <param name="Cause">A refusal's code, an exception's type.</param>
/// <param name="Error">What was said, with the stack of an exception.</param>
/// <param name="Details">What is known of an exception besides: <c>Message</c>, <c>Source</c>, <c>HelpLink</c>,
/// <c>InnerExceptionType</c> and <c>Data.…</c>.</param>
internal sealed record MessageFailure(string Cause, string Error, MessageHeaders Details)
{
    internal const string Message = "Message";

    internal MessageFailure(string cause, string error)
        : this(cause, error, MessageHeaders.None)
    {
    }

    internal static MessageFailure Of(string cause, Exception e) => new(cause, e.ToString(), MessageHeaders.Of(
    [
        new("InnerExceptionType", e.InnerException?.GetType().FullName),
        new("HelpLink", e.HelpLink),
        new("Source", e.Source),
        new(Message, e.Message.Length > MaxMessageLength ? e.Message[..MaxMessageLength] : e.Message),
        .. from object key in e.Data.Keys
           where e.Data[key] is not null
           select new KeyValuePair<string, string?>($"Data.{key}", e.Data[key]!.ToString()),
    ]));

    // Three bytes for each character fit.
    private const int MaxMessageLength = MessageHeaders.MaxValueBytes / 3;
}
