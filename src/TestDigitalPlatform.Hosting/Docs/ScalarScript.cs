using System.IO.Compression;
using System.Security.Cryptography;

namespace TestDigitalPlatform.Hosting.Docs;

/// <summary>The script that makes a page of an OpenAPI document, as it travels in this assembly.</summary>
internal static class ScalarScript
{
    private static readonly Lazy<(byte[] Compressed, string Hash)> Loaded = new(Load);

    /// <summary>The script, compressed with gzip.</summary>
    internal static ReadOnlyMemory<byte> Compressed => Loaded.Value.Compressed;

    /// <summary>Names the script's content: another version is at another address.</summary>
    internal static string Hash => Loaded.Value.Hash;

    /// <summary>Opens the script as plain text, for the few who can't unpack it.</summary>
    internal static Stream Open() =>
        new GZipStream(new MemoryStream(Loaded.Value.Compressed), CompressionMode.Decompress);

    private static (byte[] Compressed, string Hash) Load()
    {
        using var resource = typeof(ScalarScript).Assembly.GetManifestResourceStream("scalar.js.gz")!;
        var compressed = new byte[resource.Length];
        resource.ReadExactly(compressed);
        return (compressed, Convert.ToHexStringLower(SHA256.HashData(compressed).AsSpan(0, 8)));
    }
}
