using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Templates.Tests.Container;

/// <summary>An image as <c>docker load</c> takes it: its configuration, and the files of its layers.</summary>
internal sealed class ImageArchive
{
    internal required JsonElement Configuration { get; init; }

    internal required IReadOnlyList<string> Tags { get; init; }

    internal required IReadOnlyList<string> Files { get; init; }

    internal static async Task<ImageArchive> Read(string file)
    {
        var entries = await Entries(File.OpenRead(file));
        var image = JsonSerializer.Deserialize<JsonElement>(entries["manifest.json"])[0];
        var files = new List<string>();
        foreach (var layer in image.GetProperty("Layers").EnumerateArray())
            files.AddRange((await Entries(Unzipped(entries[layer.GetString()!]))).Keys);
        return new ImageArchive
        {
            Configuration = JsonSerializer.Deserialize<JsonElement>(entries[image.GetProperty("Config").GetString()!]).GetProperty("config"),
            Tags = [.. image.GetProperty("RepoTags").EnumerateArray().Select(tag => tag.GetString()!)],
            Files = files,
        };
    }

    // RFC 1952, section 2.3.1: how compressed content begins.
    private static Stream Unzipped(byte[] layer) => layer is [0x1f, 0x8b, ..]
        ? new GZipStream(new MemoryStream(layer), CompressionMode.Decompress)
        : new MemoryStream(layer);

    private static async Task<Dictionary<string, byte[]>> Entries(Stream archive)
    {
        await using var tar = new TarReader(archive);
        var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            using var content = new MemoryStream();
            if (entry.DataStream is { } data)
                await data.CopyToAsync(content);
            entries[entry.Name.TrimStart('.', '/')] = content.ToArray();
        }

        return entries;
    }
}
