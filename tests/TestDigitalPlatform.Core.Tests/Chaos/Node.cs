using System.Diagnostics;

namespace TestDigitalPlatform.Core.Tests.Chaos;

/// <summary>A process that relays or handles events.</summary>
internal sealed class Node : IDisposable
{
    private readonly string[] arguments;
    private Process process;

    internal Node(params string[] arguments)
    {
        this.arguments = arguments;
        process = Start();
    }

    /// <summary>Ends the process as a power cut would, and starts another one.</summary>
    internal async Task Replace()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = Start();
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private Process Start()
    {
        const string Name = "TestDigitalPlatform.Core.TestNode";
        var mine = AppContext.BaseDirectory;
        var built = Path.Combine(mine.Replace("TestDigitalPlatform.Core.Tests", Name, StringComparison.Ordinal), Name + ".dll");
        var start = new ProcessStartInfo("dotnet", [built, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var started = Process.Start(start)!;
        // What it says is read by nobody, but has to be read.
        started.BeginOutputReadLine();
        return started;
    }
}
