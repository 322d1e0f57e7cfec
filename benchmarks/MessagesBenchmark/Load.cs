using System.Globalization;

namespace TestDigitalPlatform.Benchmarks.Messages;

/// <summary>What all contestants carry, and how much of it they do at once.</summary>
internal static class Load
{
    internal const string Customer = "acme";

    /// <summary>The broker's queue of each contestant, in a virtual host of its own.</summary>
    internal const string Queue = "ticks";

    /// <summary>How many events are handled at once; the platform's default.</summary>
    internal const int Concurrency = 16;

    /// <summary>How many messages the broker sends ahead; the platform's default.</summary>
    internal const int Prefetch = 8 * Concurrency;

    private const int Keys = 500;

    /// <summary>With number and key around it, 1 KB.</summary>
    internal static string Text { get; } = new('x', 1_000);

    internal static string KeyOf(long n) => string.Create(CultureInfo.InvariantCulture, $"k{n % Keys}");
}

/// <summary>The event as the peers' message; their generated code needs it public.</summary>
/// <param name="N">Which one.</param>
/// <param name="Key">A key, which no peer keeps an order within.</param>
/// <param name="Text">Makes it as large as it is.</param>
public sealed record PeerTicked(long N, string Key, string Text)
{
    internal static PeerTicked Of(long n) => new(n, Load.KeyOf(n), Load.Text);
}
