using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>A contestant, seen from the benchmark.</summary>
internal sealed class ContestantProcess : IAsyncDisposable
{
    internal const string AnswerMark = "= ";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process process;

    private ContestantProcess(string name, ContestantSettings settings, Process process) =>
        (Name, Settings, this.process) = (name, settings, process);

    internal string Name { get; }

    internal ContestantSettings Settings { get; }

    /// <summary>How many effects it must have stored.</summary>
    internal int Effects { get; private set; }

    internal static async Task<ContestantProcess> Start(string name, ContestantSettings settings)
    {
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["exec", typeof(ContestantProcess).Assembly.Location, ContestantProgram.Order, JsonSerializer.Serialize(settings)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        var contestant = new ContestantProcess(name, settings, process);
        try
        {
            await contestant.Answer();
            return contestant;
        }
        catch
        {
            await contestant.DisposeAsync();
            throw;
        }
    }

    /// <summary>Commits events; nothing is carried.</summary>
    internal Task Store(int count) => Ask("store", count);

    /// <summary>Lets a long backlog wait in the outbox.</summary>
    internal Task Fill(int count) => Ask("fill", count);

    /// <summary>Carries what was stored.</summary>
    /// <returns>Events per second.</returns>
    internal async Task<double> Relay(int count) => (await Ask("relay", count))[0];

    /// <summary>Handles what was carried.</summary>
    /// <returns>Events per second.</returns>
    internal async Task<double> Consume(int count)
    {
        Effects += count;
        return (await Ask("consume", count))[0];
    }

    /// <summary>Removes what was carried.</summary>
    /// <exception cref="BenchmarkException">It is less than that.</exception>
    internal async Task Purge(int count)
    {
        if ((await Ask("purge", count))[0] is var purged && purged < count)
            throw new BenchmarkException($"{Name}: {purged} of {count} events came to the broker.");
    }

    /// <summary>Commits, carries and handles events at a rate.</summary>
    /// <returns>Milliseconds from commit to handler: median, 99th percentile, longest.</returns>
    internal async Task<double[]> Latency(int count, int rate)
    {
        Effects += count;
        return await Ask("latency", count, rate);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        var rest = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            process.Kill();
        await rest;
        process.Dispose();
    }

    private async Task<double[]> Ask(string what, params int[] numbers)
    {
        await process.StandardInput.WriteLineAsync($"{what} {string.Join(' ', numbers)}");
        await process.StandardInput.FlushAsync();
        try
        {
            return await Answer();
        }
        catch (OperationCanceledException)
        {
            throw new BenchmarkException($"{Name} did not '{what}' within {Limit.TotalMinutes} minutes.");
        }
    }

    private async Task<double[]> Answer()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith(AnswerMark, StringComparison.Ordinal))
                return [.. line[AnswerMark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        }

        throw new BenchmarkException($"{Name} ended.");
    }
}
