using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>One way to carry events, in a process of its own.</summary>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>Commits events; nothing is carried.</summary>
    Task Store(int count);

    /// <summary>Carries what was stored to the broker.</summary>
    /// <returns>How long it took until the last was confirmed.</returns>
    Task<TimeSpan> Relay(int count);

    /// <summary>Handles what was carried.</summary>
    /// <returns>How long it took until the last effect was stored.</returns>
    Task<TimeSpan> Consume(int count);

    /// <summary>Carries and handles events that are committed at a rate.</summary>
    /// <returns>The milliseconds from the commit to the handler.</returns>
    Task<Spread> Latency(int count, int rate);
}

/// <summary>What a contestant is given.</summary>
/// <param name="Kind">Which one it is.</param>
/// <param name="Database">Its database.</param>
/// <param name="Owner">The same as its owner, for its schema.</param>
/// <param name="Admin">The same as the administrator, for what no service does.</param>
/// <param name="Broker">Its virtual host.</param>
/// <param name="Messages">The transport database, in place of the broker.</param>
/// <param name="MessagesOwner">The same as its owner.</param>
internal sealed record ContestantSettings(
    ContestantKind Kind, string Database, string? Owner, string Admin, string Broker, string? Messages, string? MessagesOwner);

internal enum ContestantKind
{
    Platform,
    Raw,
    MassTransit,
    Wolverine,
    WolverineWithoutConfirms,
}
