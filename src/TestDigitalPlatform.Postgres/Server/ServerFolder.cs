using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TestDigitalPlatform.Postgres.Files;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// What lies where: our lock and password on top, and below a folder of the server's account with the data and the log.
/// </summary>
internal sealed class ServerFolder(string root)
{
    private const int MaxVersion = 20;

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
    /// <exception cref="PostgresSetupException">There is something, and it is not a whole database.</exception>
    public int? DataVersion
    {
        get
        {
            try
            {
                if (File.Exists(Data))
                    throw new IOException($"'{Data}' is not a folder.");
                var file = Path.Combine(Data, "PG_VERSION");
                if (!File.Exists(file))
                    return Directory.Exists(Data) && Directory.EnumerateFileSystemEntries(Data).Any()
                        ? throw SetupErrors.DataDamaged(Root, "its PG_VERSION is missing.")
                        : null;
                return int.TryParse(
                    PrivateFile.Read(file, MaxVersion).Trim(), NumberStyles.None, CultureInfo.InvariantCulture,
                    out var version)
                        ? version
                        : throw SetupErrors.DataDamaged(Root, "its PG_VERSION is not a number.");
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw SetupErrors.FolderUnusable(Root, unreadable.Message, unreadable);
            }
        }
    }

    /// <summary>Removes a folder for data that is empty, which somebody made, or a power cut left.</summary>
    public void RemoveEmptyData()
    {
        if (Directory.Exists(Data))
            Directory.Delete(Data);
    }

    /// <summary>The folder asked for, or one that the server's account can reach instead of it.</summary>
    public static async Task<ServerFolder> Place(
        string wanted, ServerAccount account, Action<string>? progress, CancellationToken cancellationToken)
    {
        var folder = new ServerFolder(wanted);
        Make(wanted, wanted);
        if (!await account.CanEnter(wanted, cancellationToken))
        {
            folder = Elsewhere(wanted);
            progress?.Invoke($"The server's account cannot access '{wanted}'; the data is in '{folder.Root}'.");
            Make(Path.GetDirectoryName(folder.Root)!, folder.Root);
            Make(folder.Root, folder.Root);
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

    private static void Make(string folder, string wanted)
    {
        try
        {
            PrivateFolder.Make(folder);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw SetupErrors.FolderUnusable(
                wanted, $"it belongs to another user or can't be written ({denied.Message}).", denied);
        }
        catch (IOException failed)
        {
            throw SetupErrors.FolderUnusable(wanted, failed.Message, failed);
        }
    }
}
