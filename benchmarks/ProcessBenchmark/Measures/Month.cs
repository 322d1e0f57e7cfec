using System.Diagnostics;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Benchmarks.Processes.Measures;

/// <summary>A process of 30 days that wakes each hour, in virtual time.</summary>
internal static class Month
{
    private const int Hours = 30 * 24;

    /// <returns>Milliseconds of real time.</returns>
    internal static double Run()
    {
        var begin = DateTimeOffset.UnixEpoch;
        var begun = Stopwatch.GetTimestamp();
        var run = new ProcessRun<HourlyProcess, Hourly>(begin);
        run.On(new HourlyBegan("1"));
        run.Advance(TimeSpan.FromDays(30));
        var took = Stopwatch.GetElapsedTime(begun);
        return run.State?.Wakes == Hours ? took.TotalMilliseconds : throw new BenchmarkException($"It woke {run.State?.Wakes} times.");
    }

    internal sealed record HourlyBegan(string Key) : IEvent
    {
        string IEvent.Subject => Key;
    }

    internal sealed record Hourly(int Wakes);

    internal sealed class HourlyProcess : IProcess<Hourly>, IOn<HourlyBegan>
    {
        public static Transition<Hourly> Next(Hourly? state, object message, ProcessContext context) => (state, message) switch
        {
            (null, HourlyBegan) => new(new Hourly(0), WakeAt: context.Now.AddHours(1)),
            ({ } hourly, TimeIsUp up) => new(new Hourly(hourly.Wakes + 1), WakeAt: up.At.AddHours(1)),
            _ => new(state),
        };
    }
}
