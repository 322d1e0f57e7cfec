using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>A folder of the user that keeps server programs, once for a version.</summary>
internal sealed class BinariesCache(EmbeddedPostgresOptions options, ServerAccount account, ServerFolder folder)
{
    /// <summary>The folder of that name in the cache; made and filled when it is missing.</summary>
    /// <param name="name">Tells versions apart.</param>
    /// <param name="fill">Is handed an empty folder.</param>
    public async Task<string> Get(string name, Func<string, Task> fill)
    {
        var target = Path.Combine(Folder(), name);
        if (!Directory.Exists(target))
            await Install(target, fill);
        return target;
    }

    // Two processes may install at once: each works in a folder of its own, and the first rename wins.
    private static async Task Install(string target, Func<string, Task> fill)
    {
        var staging = $"{target}.{Guid.NewGuid():n}";
        Directory.CreateDirectory(staging);
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
