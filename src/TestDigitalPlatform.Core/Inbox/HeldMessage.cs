using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Inbox;

/// <summary>A message that was held in the service's database, and is at its turn.</summary>
/// <param name="Message">The message.</param>
/// <param name="IsWaiting">Whether it waited for an earlier one of its key, and not for another attempt.</param>
/// <param name="Attempts">How many times it was held after a failure.</param>
/// <param name="FirstHeldAt">Since when it has been held.</param>
internal sealed record HeldMessage(
    TransportMessage Message, bool IsWaiting, int Attempts, DateTimeOffset FirstHeldAt);
