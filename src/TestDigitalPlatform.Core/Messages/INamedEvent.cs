namespace TestDigitalPlatform.Messages;

/// <summary>An event with a name of its own, whatever its type.</summary>
internal interface INamedEvent : IEvent
{
    string Name { get; }
}
