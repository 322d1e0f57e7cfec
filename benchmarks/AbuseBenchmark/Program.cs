using System.Globalization;
using TestDigitalPlatform.Benchmarks.Abuse;
using TestDigitalPlatform.Benchmarks.Abuse.Attacks;
using TestDigitalPlatform.Benchmarks.Report;

// bench abuse [--quick] [--only=<part of an attack's name>]
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var plan = args.Contains("--quick") ? Plan.Quick : Plan.Long;
var only = args.FirstOrDefault(a => a.StartsWith("--only=", StringComparison.Ordinal))?["--only=".Length..] ?? "";
var attacks = Attack.All.Where(a => a.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
if (attacks.Count == 0)
{
    var names = string.Join("; ", Attack.All.Select(a => a.Name));
    Console.Error.WriteLine($"No attack has '{only}' in its name. There are: {names}.");
    return 1;
}

var table = new Table("attack", "alive", "answered meanwhile", "median, ms", "after, ms", "memory left, MiB", "");
var isGood = true;
await using var target = await Target.Start(plan, stop.Token);
foreach (var attack in attacks)
{
    if (stop.IsCancellationRequested)
        return 130;
    Console.WriteLine($"{attack.Name} …");
    var verdict = await Verdict.Of(attack, target, plan);
    isGood &= verdict.IsGood;
    table.Row(
        attack.Name, verdict.IsAlive ? "yes" : "no", $"{verdict.Answered} of {verdict.Asked}",
        Milliseconds(verdict.During), Milliseconds(verdict.After), Megabytes(verdict.MemoryLeft), verdict.IsGood ? "held" : "broken");
    if (!verdict.IsAlive)
        break;
}

Console.WriteLine();
Console.WriteLine(table);
if (!target.IsAlive)
    Console.WriteLine(await target.LastWords());
return isGood ? 0 : 1;

static string Milliseconds(TimeSpan? time) => time is { } known && known < TimeSpan.MaxValue
    ? known.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)
    : "none";

static string Megabytes(long bytes) =>
    bytes == long.MaxValue ? "" : (bytes / 1_048_576.0).ToString("0", CultureInfo.InvariantCulture);
