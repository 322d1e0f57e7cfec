namespace TestDigitalPlatform.Messages;

/// <summary>The service as an endpoint of messages.</summary>
/// <param name="name">Its name, which its queue has too.</param>
internal sealed class MessageService(string name)
{
    internal string Name { get; } = name;

    /// <summary>Is told how the handling of each message ended; set by tests.</summary>
    internal Action<Guid, string>? Watch { get; set; }

    internal void Ended(Guid message, string outcome) => Watch?.Invoke(message, outcome);
}
