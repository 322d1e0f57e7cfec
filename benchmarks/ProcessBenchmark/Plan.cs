using System.Globalization;

namespace TestDigitalPlatform.Benchmarks.Processes;

/// <summary>How much is measured.</summary>
internal sealed record Plan
{
    internal static readonly Plan Quick = new() { IsQuick = true, Rounds = 1, Replies = 100, Wakes = 200 };

    internal bool IsQuick { get; private init; }

    /// <summary>How often each figure is taken; contestants take turns.</summary>
    internal int Rounds { get; private init; } = 5;

    /// <summary>The messages of a round, to one instance or to as many instances.</summary>
    internal int Replies { get; private init; } = 1_000;

    /// <summary>The instances that wake within one second.</summary>
    internal int Wakes { get; private init; } = 10_000;

    /// <summary>How many messages are handled at once.</summary>
    internal int Consumers { get; } = 8;

    internal string Description => string.Create(
        CultureInfo.InvariantCulture, $"{Rounds} rounds of {Replies:N0} messages from {Consumers} consumers; {Wakes:N0} instances that wake");
}
