using System.Diagnostics;
using System.Globalization;
using TestDigitalPlatform.Postgres.Binaries;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// What a killed run may have left on the folder: a server that is still ending, or the file of one that is gone.
/// </summary>
/// <remarks>We hold the folder's lock, so nobody else uses that server.</remarks>
internal static class EarlierServer
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task Clear(
        ServerFolder folder, PostgresBinaries binaries, ServerAccount account, CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(folder.Data, "postmaster.pid");
        if (!File.Exists(pidFile))
            return;

        // The file may be empty or garbled, after a power cut or on a full disk: then only the processes can tell.
        var written = ProcessIn(pidFile);
        var process = written is { } id ? (IsServerOf(folder, id) ? id : null) : FindServerOf(folder);
        if (process is { } running)
        {
            // Most often it is ending already, and this waits for it; a server whose shell was killed too needs to be
            // told.
            if (written is not null)
                await Stop(folder, binaries, account, cancellationToken);
            if (!await HasEnded(folder, running, cancellationToken))
                throw SetupErrors.StillRunning(folder.Root, running);
        }

        // Its number may belong to any program by now (in containers it often does), and PostgreSQL would refuse
        // to start.
        File.Delete(pidFile);
    }

    // It removes its file a moment before it ends.
    private static async Task<bool> HasEnded(ServerFolder folder, int process, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        while (IsServerOf(folder, process))
        {
            if (Stopwatch.GetElapsedTime(begun) > Grace)
                return false;
            await Task.Delay(Look, cancellationToken);
        }

        return true;
    }

    private static async Task Stop(
        ServerFolder folder, PostgresBinaries binaries, ServerAccount account, CancellationToken cancellationToken) =>
        await Tool.Run(
            account.Command(
                binaries.Control, "stop", "-D", folder.Data, "-m", "fast", "-t", $"{Timeout.TotalSeconds:0}"),
            cancellationToken);

    private static int? ProcessIn(string pidFile)
    {
        try
        {
            var first = File.ReadLines(pidFile).FirstOrDefault();
            return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 0
                ? process
                : null;
        }
        catch (FileNotFoundException)
        {
            // Removed by the server as it ended.
            return null;
        }
    }

    private static int? FindServerOf(ServerFolder folder)
    {
        foreach (var process in Process.GetProcessesByName("postgres"))
        {
            using (process)
            {
                if (IsServerOf(folder, process.Id))
                    return process.Id;
            }
        }

        return null;
    }

    // The number may have gone to another server by now, or to a session of one, and that one is none of ours to stop.
    private static bool IsServerOf(ServerFolder folder, int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName is "postgres" && !IsZombie(id) && WorksIn(folder.Data, id);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException)
        {
            // There is no such process, or no longer.
            return false;
        }
    }

    // Where process 1 reaps nobody (many containers), a server that has ended keeps its entry for ever.
    private static bool IsZombie(int id)
    {
        var status = $"/proc/{id}/status";
        return File.Exists(status) && File.ReadLines(status).Any(
            line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
    }

    // A server stands in its data folder, whatever name that folder was started by; what we put there it must see too.
    private static bool WorksIn(string data, int id)
    {
        var folder = $"/proc/{id}/cwd";
        if (!OperatingSystem.IsLinux() || !Directory.Exists($"/proc/{id}"))
            return true;

        var sign = $"tdp.sign.{Guid.NewGuid():n}";
        File.WriteAllText(Path.Combine(data, sign), "");
        try
        {
            return File.Exists(Path.Combine(folder, sign));
        }
        finally
        {
            File.Delete(Path.Combine(data, sign));
        }
    }
}
