using System.Diagnostics;
using System.Text.Json;

namespace TestDigitalPlatform.Benchmarks.Chaos.Nodes;

/// <summary>A node's process, which is started again whenever it ends, as an orchestrator does.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly NodeSettings settings;
    private readonly string log;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private Process? process;

    internal Node(NodeSettings settings, string log)
    {
        (this.settings, this.log) = (settings, log);
        running = Run();
    }

    /// <summary>How often it ended by itself, as it does when it starts while its database is away.</summary>
    internal int Exits { get; private set; }

    /// <summary>Ends the process as a loss of power would.</summary>
    internal void Kill()
    {
        Exits--;
        process?.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        process?.Kill();
        await running;
        stop.Dispose();
    }

    private async Task Run()
    {
        while (!stop.IsCancellationRequested)
        {
            using var started = Start();
            process = started;
            await using (var file = TextWriter.Synchronized(new StreamWriter(log, append: true)))
                await Task.WhenAll(Copy(started.StandardOutput, file), Copy(started.StandardError, file), started.WaitForExitAsync());
            Exits++;
            await Task.Delay(Pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Process Start() => Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", typeof(Node).Assembly.Location, NodeProgram.Order, JsonSerializer.Serialize(settings)])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = AppContext.BaseDirectory,
    })!;

    private static async Task Copy(StreamReader output, TextWriter file)
    {
        while (await output.ReadLineAsync() is { } line)
            await file.WriteLineAsync(line);
    }
}
