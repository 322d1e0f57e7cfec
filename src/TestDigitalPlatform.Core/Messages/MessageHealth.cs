namespace TestDigitalPlatform.Messages;

/// <summary>Whether messages come and go, as the relay and the pump of this node find it.</summary>
/// <remarks>
/// It asks nobody: whoever looks at a service's health may be anybody, and the broker is not theirs to be asked.
/// </remarks>
internal sealed class MessageHealth(PauseSwitch pause)
{
    private volatile bool isRelayInterrupted;
    private volatile bool isPumpInterrupted;

    /// <summary>Events could be carried to the transport, or there were none; or they could not.</summary>
    internal void Relayed(bool succeeded) => isRelayInterrupted = !succeeded;

    /// <summary>Messages could be taken, or there were none; or they could not.</summary>
    internal void Taken(bool succeeded) => isPumpInterrupted = !succeeded;

    /// <summary>What is wrong, for operators; <see langword="null"/> when nothing is.</summary>
    internal string? Trouble => isRelayInterrupted ? "events can't be carried to the transport"
        : isPumpInterrupted ? "messages can't be taken"
        : pause.IsPaused || pause.IsProbing ? "handling is paused, because too much of it failed"
        : null;
}
