using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Messages;

/// <summary>Stops taking messages while too many fail, and tries with one before it goes on.</summary>
/// <remarks>What makes everything fail would otherwise send everything to the error queue.</remarks>
internal sealed class PauseSwitch(MessageOptions options, TimeProvider time, ILogger<PauseSwitch> logger)
{
    private const int MinAttempts = 20;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private long windowBegun = time.GetTimestamp();
    private int attempts;
    private int failures;
    private int pauses;
    private bool isProbing;
    private long pausedUntil;

    /// <summary>Whether only one message is taken, to see whether it works again.</summary>
    internal bool IsProbing
    {
        get
        {
            lock (gate)
                return isProbing;
        }
    }

    /// <summary>Whether no messages are taken now.</summary>
    internal bool IsPaused => Left > TimeSpan.Zero;

    internal void Count(bool failed)
    {
        lock (gate)
        {
            // What was taken before the pause began says nothing of whether it works again.
            if (pausedUntil > time.GetTimestamp())
                return;
            if (isProbing && !failed)
                Resume();
            if (time.GetElapsedTime(windowBegun) > Window)
                Begin();
            attempts++;
            failures += failed ? 1 : 0;
            if ((isProbing && failed) || (attempts >= MinAttempts && failures > attempts * options.PauseAtFailures))
                Pause();
        }
    }

    /// <summary>Waits until messages may be taken.</summary>
    internal async Task WaitWhilePaused(CancellationToken cancellationToken)
    {
        while (Left is var left && left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken);
    }

    private TimeSpan Left
    {
        get
        {
            lock (gate)
                return pausedUntil == 0 ? TimeSpan.Zero : time.GetElapsedTime(time.GetTimestamp(), pausedUntil);
        }
    }

    private void Pause()
    {
        var length = ShortestPause * Math.Pow(2, Math.Min(pauses++, 6));
        length = length < LongestPause ? length : LongestPause;
        pausedUntil = time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency);
        PauseLog.Paused(logger, failures, attempts, (int)length.TotalSeconds);
        isProbing = true;
        Begin();
    }

    private void Resume()
    {
        (isProbing, pauses, pausedUntil) = (false, 0, 0);
        PauseLog.Resumed(logger);
        Begin();
    }

    private void Begin() => (windowBegun, attempts, failures) = (time.GetTimestamp(), 0, 0);
}

internal static partial class PauseLog
{
    [LoggerMessage(
        1624, LogLevel.Error,
        "{Failures} of {Attempts} attempts to handle events failed: no messages are taken for {Seconds} s.")]
    internal static partial void Paused(ILogger logger, int failures, int attempts, int seconds);

    [LoggerMessage(1625, LogLevel.Information, "Events are handled again.")]
    internal static partial void Resumed(ILogger logger);
}
