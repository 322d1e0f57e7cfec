using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Docs.Tests.Tutorial;

/// <summary>A program that runs in a terminal of its own until it is told to stop.</summary>
internal sealed class Background : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly string stop;
    private readonly List<string> lines = [];

    private Background(Process process, string stop) => (this.process, this.stop) = (process, stop);

    /// <summary>All that it has said until now.</summary>
    internal string Said
    {
        get
        {
            lock (lines)
                return string.Join('\n', lines);
        }
    }

    /// <summary>Starts it, and waits until it says that it is ready.</summary>
    /// <param name="start">The program.</param>
    /// <param name="ready">What stands in the line that says so.</param>
    /// <param name="stop">The signal that ends it.</param>
    internal static async Task<Background> Start(ProcessStartInfo start, string ready, string stop)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var program = new Background(Process.Start(start)!, stop);
        try
        {
            await program.Until(ready);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it has said at the place that the pattern calls <c>what</c>.</summary>
    internal string Told(Regex pattern) => pattern.Match(Said).Groups["what"].Value;

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Stop();
        process.Dispose();
    }

    private async Task Stop()
    {
        using var signal = Process.Start("kill", [$"-{stop}", $"{process.Id}"]);
        try
        {
            await process.WaitForExitAsync().WaitAsync(StopTimeout);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"It did not stop within {StopTimeout}:\n{Said}");
        }
    }

    private async Task Until(string ready)
    {
        var isReady = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(isReady.Task, process.WaitForExitAsync()).WaitAsync(StartTimeout);
        isReady.Task.IsCompleted.ShouldBeTrue(Said);

        void Hear(string? line)
        {
            if (line is null)
                return;
            lock (lines)
                lines.Add(line);
            if (line.Contains(ready, StringComparison.Ordinal))
                isReady.TrySetResult();
        }
    }
}
