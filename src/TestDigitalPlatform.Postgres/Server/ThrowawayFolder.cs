namespace TestDigitalPlatform.Postgres.Server;

/// <summary>
/// A data folder for one run of tests: in memory where there is enough, and removed when the server stops.
/// </summary>
internal static class ThrowawayFolder
{
    private const string Memory = "/dev/shm";
    private const string Prefix = "tdp-throwaway-";
    private const long EnoughBytes = 1L << 30;

    // A folder is made a moment before it is locked.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    public static string Make()
    {
        // Copying a database is bound by the disk: 8 ms in memory, a hundred or more on a slow one.
        var inMemory = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > EnoughBytes;
        var place = inMemory ? Memory : Path.GetTempPath();
        foreach (var left in Directory.EnumerateDirectories(place, Prefix + "*"))
            RemoveIfAbandoned(left);

        return Path.Combine(place, $"{Prefix}{Guid.NewGuid():n}");
    }

    public static void Remove(string folder) => Directory.Delete(folder, recursive: true);

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
        catch (Exception notOurs) when (notOurs is PostgresSetupException or IOException or UnauthorizedAccessException)
        {
            // Another run uses it, or another user made it: it is theirs to remove.
        }
    }
}
