using TestDigitalPlatform.Postgres.Files;

namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// A data folder for one run of tests: in memory where there is enough, and removed when the server stops.
/// </summary>
/// <remarks>
/// Everybody may write where these folders are. They lie in one that is ours alone, so what is found in it was left by
/// runs of ours; when somebody else has taken its name, a run has a folder with a name that nobody can guess.
/// </remarks>
internal static class ThrowawayFolder
{
    private const string Memory = "/dev/shm";
    private const string Prefix = "tdp-throwaway-";
    private const long EnoughBytes = 1L << 30;

    // A folder is made a moment before it is locked.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    public static async Task<string> Make(CancellationToken cancellationToken)
    {
        // Copying a database is bound by the disk: 8 ms in memory, a hundred or more on a slow one.
        var inMemory = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > EnoughBytes;
        return await MakeIn(inMemory ? Memory : Path.GetTempPath(), cancellationToken);
    }

    internal static async Task<string> MakeIn(string place, CancellationToken cancellationToken)
    {
        var ours = Path.Combine(place, $"{Prefix}{User}");
        if (!await IsUsable(ours, cancellationToken))
            return Path.Combine(place, $"{Prefix}{Guid.NewGuid():n}");
        foreach (var left in Directory.EnumerateDirectories(ours))
            RemoveIfAbandoned(left);
        return Path.Combine(ours, $"{Guid.NewGuid():n}");
    }

    public static void Remove(string folder) => Directory.Delete(folder, recursive: true);

    private static string User => OperatingSystem.IsWindows() ? Environment.UserName : $"{UnixFile.User}";

    private static async Task<bool> IsUsable(string folder, CancellationToken cancellationToken)
    {
        try
        {
            if (!Directory.Exists(folder))
                PrivateFolder.Make(folder);
            return await PrivateFolder.IsOurs(folder, cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void RemoveIfAbandoned(string path)
    {
        var folder = new ServerFolder(path);
        if (!File.Exists(folder.Lock) || File.GetLastWriteTimeUtc(folder.Lock) > DateTime.UtcNow - Young)
            return;

        try
        {
            using (FolderLock.Take(folder))
                Remove(path);
        }
        catch (Exception inUse) when (inUse is PostgresSetupException or IOException or UnauthorizedAccessException)
        {
            // Another run uses it, or removes it at this moment.
        }
    }
}
