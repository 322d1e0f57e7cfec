using System.Diagnostics;
using System.Globalization;

namespace TestDigitalPlatform.Benchmarks.Setup;

/// <summary>Keeps the server on one processor, and what drives it on another, where the system has a way to.</summary>
internal static class Pinning
{
    private const int ServerProcessor = 0;
    private const int DriverProcessor = 1;

    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset");

    public static string Description => IsPossible
        ? $"server on processor {ServerProcessor}; load and PostgreSQL on processor {DriverProcessor} (taskset)"
        : "no processor is set aside for anything (no taskset)";

    /// <summary>The command that runs a server where servers run.</summary>
    public static IReadOnlyList<string> Server(params IReadOnlyList<string> command) => IsPossible
        ? ["taskset", "-c", ServerProcessor.ToString(CultureInfo.InvariantCulture), .. command]
        : command;

    /// <summary>Puts a process, with all its threads and what it starts later, where the load and PostgreSQL run.</summary>
    public static async Task PutAside(int process)
    {
        if (!IsPossible)
            return;
        string[] arguments = ["-a", "-c", "-p", $"{DriverProcessor}", $"{process}"];
        using var taskset = Process.Start(new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true })!;
        await taskset.StandardOutput.ReadToEndAsync();
        await taskset.WaitForExitAsync();
    }
}
