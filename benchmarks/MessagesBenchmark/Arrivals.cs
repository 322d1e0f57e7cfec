using System.Diagnostics;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages;

/// <summary>When events reached their handler, and how many have taken effect.</summary>
internal static class Arrivals
{
    private static long[] stamps = [];
    private static long first;
    private static int effects;
    private static int awaited;
    private static TaskCompletionSource complete = new();

    /// <summary>Called when a handler begins.</summary>
    internal static void Stamp(long n)
    {
        var at = n - first;
        if (at >= 0 && at < stamps.Length)
            stamps[at] = Stopwatch.GetTimestamp();
    }

    /// <summary>Called when effects are stored.</summary>
    internal static void Effects(int count)
    {
        if (Interlocked.Add(ref effects, count) >= Volatile.Read(ref awaited))
            complete.TrySetResult();
    }

    /// <summary>Ends when so many more effects are stored. Nothing may be under way when it is called.</summary>
    internal static Task Expect(int count)
    {
        complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref effects, 0);
        Volatile.Write(ref awaited, count);
        return complete.Task;
    }

    /// <summary>Commits at a rate, whether or not those before have arrived, and waits for their effects.</summary>
    /// <param name="begin">The number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="rate">How many in a second.</param>
    /// <param name="commit">Commits one, and returns when it was.</param>
    /// <returns>The milliseconds from the commit to the handler.</returns>
    internal static async Task<Spread> Measure(long begin, int count, int rate, Func<long, Task<long>> commit)
    {
        (first, stamps) = (begin, new long[count]);
        var arrived = Expect(count);
        var commits = new Task<long>[count];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var left = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(started);
            if (left > TimeSpan.Zero)
                await Task.Delay(left);
            commits[i] = commit(begin + i);
        }

        var committed = await Task.WhenAll(commits);
        await arrived;
        // The handler may have begun before whoever committed was told so.
        return new Spread(
            [.. committed.Zip(stamps, (from, to) => Math.Max(0, Stopwatch.GetElapsedTime(from, to).TotalMilliseconds))]);
    }
}
