using System.Runtime.InteropServices;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>The server programs of a NuGet package of ours, <c>TestDigitalPlatform.Postgres.linux-x64</c> and so on.</summary>
/// <remarks>
/// They are copied once into the cache: a package keeps neither links nor the right to be run, and root's packages can't
/// be read by the account that the server runs as.
/// </remarks>
internal sealed class PackageBinaries(EmbeddedPostgresOptions options, ServerAccount account, BinariesCache cache)
{
    // The package sets it, by its own name, in the runtimeconfig.json of each program that is started where it was built.
    private static string? Folder =>
        AppContext.GetData($"TestDigitalPlatform.Postgres.{Platform}") is string folder && Directory.Exists(folder)
            ? folder
            : null;

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>Null when no package for this machine is referenced.</summary>
    public async Task<PostgresBinaries?> Find(CancellationToken cancellationToken)
    {
        if (Folder is not { } package)
            return null;

        var version = (await File.ReadAllTextAsync(Path.Combine(package, "VERSION"), cancellationToken)).Trim();
        var kept = await cache.Get($"postgres-{version}-{Platform}", folder =>
        {
            options.Progress?.Invoke($"Copying PostgreSQL {version} out of its package.");
            Copy(package, Path.Combine(folder, "native"));
            BinariesCache.LetEverybodyRun(folder);
            PackageLinks.Make(folder);
            return Task.CompletedTask;
        }, cancellationToken);
        return await PostgresBinaries.At(Path.Combine(kept, "native", "bin"), account, cancellationToken)
            ?? throw SetupErrors.Unusable(kept, "it is incomplete. Delete it and start again.");
    }

    private static void Copy(string from, string to)
    {
        BinariesCache.Make(to);
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
