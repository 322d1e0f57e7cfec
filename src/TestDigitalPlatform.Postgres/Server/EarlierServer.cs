using System.Diagnostics;
using System.Globalization;
using TestDigitalPlatform.Postgres.Binaries;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>What a killed run may have left on the folder: a server that is still ending, or the file of one that is gone.</summary>
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
            await Tool.Run(
                account.Command(
                    binaries.Control, "stop", "-D", folder.Data, "-m", "fast", "-t", $"{Patience.TotalSeconds:0}"),
                cancellationToken);
            if (IsServer(process))
                throw SetupErrors.StillRunning(folder.Root, process);
        }

        // Its number may belong to any program by now (in containers it often does), and PostgreSQL would refuse to start.
        File.Delete(pidFile);
    }

    private static int? ProcessIn(string pidFile)
    {
        try
        {
            return int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var process) ? process : null;
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
            return process.ProcessName is "postgres";
        }
        catch (ArgumentException)
        {
            // There is no such process.
            return false;
        }
    }
}
