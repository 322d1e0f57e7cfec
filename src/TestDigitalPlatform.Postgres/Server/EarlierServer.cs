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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task Clear(
        ServerFolder folder, PostgresBinaries binaries, ServerAccount account, CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(folder.Data, "postmaster.pid");
        if (ProcessIn(pidFile) is not { } process)
            return;

        // Most often it is ending already, and this waits for it; a server whose shell was killed too needs to be told.
        if (IsServer(process))
        {
            var stopped = await Tool.Run(
                account.Command(
                    binaries.Control, "stop", "-D", folder.Data, "-m", "fast", "-t", $"{Patience.TotalSeconds:0}"),
                cancellationToken);
            if (!stopped.Succeeded && IsServer(process))
                throw SetupErrors.StillRunning(folder.Root, process);
        }

        // Its number may belong to any program by now (in containers it often does), and PostgreSQL would refuse
        // to start.
        File.Delete(pidFile);
    }

    private static int? ProcessIn(string pidFile)
    {
        try
        {
            var first = File.ReadLines(pidFile).FirstOrDefault();
            return int.TryParse(first, CultureInfo.InvariantCulture, out var process) ? process : null;
        }
        catch (IOException)
        {
            // Never written, or removed by the server as it ended.
            return null;
        }
    }

    private static bool IsServer(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName is "postgres" && !IsZombie(id);
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
}
