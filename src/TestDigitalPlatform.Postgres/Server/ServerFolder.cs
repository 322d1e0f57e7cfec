using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// What lies where: our lock and password on top, and below a folder of the server's account with the data and the log.
/// </summary>
internal sealed class ServerFolder(string root)
{
    public string Root => root;

    public string Cluster => Path.Combine(root, "cluster");

    public string Data => Path.Combine(Cluster, "data");

    // initdb works here; a rename at its end makes it the data, so an interrupted one is never taken for a database.
    public string UnfinishedData => Path.Combine(Cluster, "data.unfinished");

    public string Log => Path.Combine(Cluster, "server.log");

    public string Password => Path.Combine(root, "admin.password");

    public string Lock => Path.Combine(root, "lock");

    public string LockOwner => Path.Combine(root, "lock.owner");

    /// <summary>The major version that made the data; null when there is none yet.</summary>
    public int? DataVersion =>
        Path.Combine(Data, "PG_VERSION") is var file && File.Exists(file)
            ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture)
            : null;

    /// <summary>The folder asked for, or one that the server's account can reach instead of it.</summary>
    public static async Task<ServerFolder> Place(
        string wanted, ServerAccount account, Action<string>? progress, CancellationToken cancellationToken)
    {
        var folder = new ServerFolder(wanted);
        Make(wanted);
        if (!await account.CanEnter(wanted, cancellationToken))
        {
            folder = Elsewhere(wanted);
            progress?.Invoke($"The server's account cannot reach '{wanted}'; the data is in '{folder.Root}'.");
            Make(folder.Root);
        }

        return folder;
    }

    /// <summary>The last lines of the server's log, for an error message.</summary>
    public string LogTail(long from = 0)
    {
        if (!File.Exists(Log))
            return "(no log)";

        using var stream = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(Math.Max(Math.Min(from, stream.Length), stream.Length - 4_000), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }

    public static ServerFolder Elsewhere(string wanted)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..8];
        return new ServerFolder($"/var/lib/tdp/{Path.GetFileName(wanted)}-{hash}");
    }

    private static void Make(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                return;

            Directory.CreateDirectory(folder);
            // A strict umask would hide it from the server's account.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw SetupErrors.FolderUnusable(folder, denied.Message, denied);
        }
    }
}
