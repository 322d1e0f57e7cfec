using System.Diagnostics;
using TestDigitalPlatform.Benchmarks.Abuse.Attacks;

namespace TestDigitalPlatform.Benchmarks.Abuse;

/// <summary>What came of an attack.</summary>
internal sealed record Verdict(
    string Attack, bool IsAlive, int Asked, int Answered, TimeSpan During, TimeSpan? After, long MemoryLeft,
    Plan Plan)
{
    // Of those who ask while the attack goes on, one in twenty may be turned away, and one at least.
    private const double AnsweredShare = 0.95;

    // In a row, so that it is no accident.
    private const int GoodAnswers = 3;

    internal bool IsGood =>
        IsAlive && After is not null && MemoryLeft <= Plan.MemoryLeft
        && (!Plan.JudgesAnswers || Answered >= Math.Min(Asked - 1, AnsweredShare * Asked));

    internal static async Task<Verdict> Of(Attack attack, Target target, Plan plan)
    {
        using var caller = new GoodCaller(target);
        var before = await caller.Memory();
        using var stop = new CancellationTokenSource();
        var going = attack.Run(target, stop.Token);
        stop.CancelAfter(plan.Attack);
        await caller.AskUntil(stop.Token);
        await going;
        if (!target.IsAlive)
            return new Verdict(attack.Name, false, caller.Asked, caller.Answered, caller.Median(), null, long.MaxValue,
                plan);
        return new Verdict(
            attack.Name, true, caller.Asked, caller.Answered, caller.Median(), await Recovered(caller),
            await MemoryOver(before, caller, plan), plan);
    }

    // The slowest of some answers in a row that are all quick enough.
    private static async Task<TimeSpan?> Recovered(GoodCaller caller)
    {
        var start = Stopwatch.GetTimestamp();
        var (good, slowest) = (0, TimeSpan.Zero);
        while (Stopwatch.GetElapsedTime(start) < Plan.Recovery)
        {
            if (await caller.Ask() is { } time && time <= Plan.AnswerLimit)
                (good, slowest) = (good + 1, time > slowest ? time : slowest);
            else
                (good, slowest) = (0, TimeSpan.Zero);
            if (good == GoodAnswers)
                return slowest;
        }

        return null;
    }

    private static async Task<long> MemoryOver(long before, GoodCaller caller, Plan plan)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var over = await caller.Memory() - before;
            if (over <= plan.MemoryLeft || Stopwatch.GetElapsedTime(start) > Plan.Recovery)
                return over;
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }
}
