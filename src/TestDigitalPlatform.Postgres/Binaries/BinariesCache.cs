using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>A folder of the user that keeps server programs, once for a version.</summary>
internal sealed class BinariesCache(EmbeddedPostgresOptions options, ServerAccount account, ServerFolder folder)
{
    /// <summary>The folder of that name in the cache; made and filled when it is missing.</summary>
    /// <param name="name">Tells versions apart.</param>
    /// <param name="fill">Is handed an empty folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PostgresSetupException">Others could put programs into the cache, or it can't be
    /// written.</exception>
    public async Task<string> Get(string name, Func<string, Task> fill, CancellationToken cancellationToken)
    {
        var cacheFolder = Folder();
        var target = Path.Combine(cacheFolder, name);
        try
        {
            Make(cacheFolder);
            await CacheOwner.MustBeOurs(cacheFolder, cancellationToken);
            if (!Directory.Exists(target))
                await Install(target, fill);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw SetupErrors.CacheUnusable(cacheFolder, full.Message, full);
        }

        await CacheOwner.MustBeOurs(target, cancellationToken);
        return target;
    }

    /// <summary>Makes a folder that everybody may read, and only we may write.</summary>
    /// <remarks>A lax umask would let others plant programs; a strict one hides ours from the server's account.</remarks>
    internal static void Make(string path)
    {
        if (Directory.Exists(path))
            return;

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        const UnixFileMode OnlyWeWrite = (UnixFileMode)0b111_101_101;
        Directory.CreateDirectory(path, OnlyWeWrite);
        File.SetUnixFileMode(path, OnlyWeWrite);
    }

    /// <summary>Lets every account read and run what is in a folder: archives keep no such rights.</summary>
    internal static void LetEverybodyRun(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        const UnixFileMode EverybodyRuns = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(folder, EverybodyRuns);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is null)
                entry.UnixFileMode = EverybodyRuns;
        }
    }

    // Two processes may install at once: each works in a folder of its own, and the first rename wins.
    private static async Task Install(string target, Func<string, Task> fill)
    {
        var staging = $"{target}.{Guid.NewGuid():n}";
        Make(staging);
        try
        {
            await fill(staging);
            Directory.Move(staging, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // The other process was quicker, with the same files.
        }
        finally
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
        }
    }

    private string Folder()
    {
        if ((options.CacheFolder ?? Environment.GetEnvironmentVariable("TDP_CACHE")) is { Length: > 0 } configured)
            return Path.GetFullPath(configured);

        // Root's own cache is closed to the server's account.
        if (account.Owner is not null)
            return "/var/cache/tdp";

        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return local.Length > 0 ? Path.Combine(local, "tdp") : Path.Combine(folder.Root, "binaries");
    }
}
