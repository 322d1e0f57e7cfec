using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Templates.Tests.Container;

/// <summary>A registry with one image of one file, which stands in for the image of .NET; it answers pulls only.</summary>
/// <remarks>By the OCI Distribution Specification 1.1, with the media types of Docker, which .NET's images have.</remarks>
internal sealed class BaseImageRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const string ConfigType = "application/vnd.docker.container.image.v1+json";
    private const string LayerType = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private readonly WebApplication app;

    private BaseImageRegistry(WebApplication app) => this.app = app;

    // The SDK talks to a registry of this name without TLS.
    internal string Image => $"localhost:{new Uri(app.Urls.First()).Port}/base:1";

    internal static async Task<BaseImageRegistry> Start()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var (manifest, blobs) = MakeImage();
        app.MapMethods("/v2/", ["GET", "HEAD"], () => Results.Ok());
        app.MapMethods("/v2/base/manifests/{reference}", ["GET", "HEAD"], (HttpContext context) =>
        {
            context.Response.Headers["Docker-Content-Digest"] = Digest(manifest);
            return Results.Bytes(manifest, ManifestType);
        });
        app.MapMethods("/v2/base/blobs/{digest}", ["GET", "HEAD"], (string digest) =>
            blobs.TryGetValue(digest, out var blob) ? Results.Bytes(blob, "application/octet-stream") : Results.NotFound());
        await app.StartAsync();
        return new BaseImageRegistry(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static (byte[] Manifest, Dictionary<string, byte[]> Blobs) MakeImage()
    {
        var (layer, content) = MakeLayer();
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Env = (string[])["ASPNETCORE_HTTP_PORTS=8080", "APP_UID=1654"], User = "1654", WorkingDir = "/" },
            rootfs = new { type = "layers", diff_ids = (string[])[Digest(content)] },
        });
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = new { mediaType = ConfigType, digest = Digest(config), size = config.Length },
            layers = new[] { new { mediaType = LayerType, digest = Digest(layer), size = layer.Length } },
        });
        return (manifest, new() { [Digest(config)] = config, [Digest(layer)] = layer });
    }

    private static (byte[] Layer, byte[] Content) MakeLayer()
    {
        using var content = new MemoryStream();
        using (var tar = new TarWriter(content, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/base") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes("base")) });
        using var layer = new MemoryStream();
        using (var zip = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(content.ToArray());
        return (layer.ToArray(), content.ToArray());
    }

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}
