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

    private ContestantProcess(string name, Process process) => (Name, this.process) = (name, process);

    internal string Name { get; }

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
        var contestant = new ContestantProcess(name, process);
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

    /// <summary>Has it do something, and returns its figures.</summary>
    internal async Task<double[]> Ask(string order)
    {
        await process.StandardInput.WriteLineAsync(order);
        await process.StandardInput.FlushAsync();
        try
        {
            return await Answer();
        }
        catch (OperationCanceledException)
        {
            throw new BenchmarkException($"{Name} did not do '{order}' within {Limit.TotalMinutes} minutes.");
        }
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
