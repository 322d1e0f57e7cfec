namespace TestDigitalPlatform.Testing;

/// <summary>How a service under test ended with an event that was published to it.</summary>
public enum EventOutcome
{
    /// <summary>It took effect: what its handler decided is stored.</summary>
    Handled,

    /// <summary>It took effect before, so nothing was done.</summary>
    Repeated,

    /// <summary>It waits for an earlier event of its key.</summary>
    Waiting,

    /// <summary>Its handler failed, and is tried again later: move the clock on.</summary>
    Delayed,

    /// <summary>It is in the error queue: its handler refused it, or failed too often.</summary>
    Failed,
}
