namespace TestDigitalPlatform.Messages;

/// <summary>Carries messages between services: at least once, in any order.</summary>
/// <remarks>
/// That is all that is asked of a broker. Once, in order, repeated or set aside is the work of outbox and inbox, in the
/// services' own databases, and so is the same on every transport.
/// </remarks>
internal interface IMessageTransport
{
    /// <summary>The messaging system, by OpenTelemetry's name (<c>messaging.system</c>).</summary>
    string System { get; }

    /// <summary>Makes the service's queue, and subscribes it to these types and no others.</summary>
    /// <remarks>Called before the first <see cref="Receive"/>, and again after a failure.</remarks>
    Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken);

    /// <summary>Publishes a block. When it returns, each message is stored durably for each subscriber.</summary>
    /// <remarks>When it throws, none, some or all may be: they are published again.</remarks>
    /// <param name="messages">The messages.</param>
    /// <param name="destination">The one service that they are for; <see langword="null"/> for all that
    /// subscribe.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnknownDestinationException">There is no such service.</exception>
    Task Publish(
        IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken);

    /// <summary>Takes the next messages; waits for one, for a while.</summary>
    /// <returns>The messages; <see langword="null"/> when none came.</returns>
    Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken);

    /// <summary>How many messages wait for the service.</summary>
    Task<Backlog> Waiting(CancellationToken cancellationToken);
}

/// <summary>Messages that were taken. Disposed without <see cref="Complete"/>, they come again.</summary>
internal interface IReceivedBlock : IAsyncDisposable
{
    IReadOnlyList<TransportMessage> Messages { get; }

    /// <summary>Removes them for good.</summary>
    Task Complete(CancellationToken cancellationToken);
}

/// <summary>A message is for one receiver, which has no queue.</summary>
/// <param name="destination">The receiver.</param>
/// <param name="inner">What the transport said.</param>
internal sealed class UnknownDestinationException(string? destination, Exception inner)
    : IOException($"'{destination}' has no queue.", inner);

/// <summary>What waits somewhere.</summary>
/// <param name="Count">How many; counted no further than <see cref="MaxCounted"/>.</param>
/// <param name="Oldest">Since when the first has waited.</param>
internal readonly record struct Backlog(long Count, DateTimeOffset? Oldest)
{
    internal const int MaxCounted = 100_000;
}
