namespace TestDigitalPlatform.Messages;

/// <summary>How long a loop that carries messages waits when the database or the broker is away.</summary>
internal static class TransportFailure
{
    /// <summary>The wait after so many failures in a row: from 0.1 to 10 s.</summary>
    internal static TimeSpan Pause(int failures) => TimeSpan.FromMilliseconds(
        Math.Min(10_000, 100 << Math.Min(failures - 1, 7)) * (0.5 + (Random.Shared.NextDouble() / 2)));
}
