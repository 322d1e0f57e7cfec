namespace TestDigitalPlatform.Service.Tests.Messages;

/// <summary>A word was said elsewhere.</summary>
/// <param name="Customer">To whom.</param>
/// <param name="Conversation">In which conversation.</param>
/// <param name="Word">The word.</param>
public sealed record WordSaid(CustomerId Customer, string Conversation, string Word) : IEvent
{
    string IEvent.Subject => Conversation;
}

/// <summary>A word was heard here.</summary>
/// <param name="Conversation">In which conversation.</param>
/// <param name="Word">The word.</param>
public sealed record WordHeard(string Conversation, string Word) : IEvent
{
    string IEvent.Subject => Conversation;
}

internal sealed class WordSaidHandler : IEventHandler<WordSaid>
{
    public static readonly Refusal Rude = new("words.rude", "That is not said here.");

    public static Decision<Nothing> Decide(WordSaid @event, EventContext context) => @event.Word == "rude"
        ? Decision.Refuse(Rude)
        : Decision.Accept().Notify(new WordHeard(@event.Conversation, @event.Word));
}
