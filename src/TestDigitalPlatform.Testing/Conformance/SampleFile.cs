using System.Net.Http.Headers;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>A small file of a type that an operation takes.</summary>
internal static class SampleFile
{
    internal static HttpContent Of(AcceptAttribute accept)
    {
        var type = accept.Types.Count == 0 ? "application/octet-stream" : accept.Types[0].Replace("*", "tdp", StringComparison.Ordinal);
        return new ByteArrayContent(BytesOf(type)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
    }

    // What files of such types begin with.
    private static byte[] BytesOf(string type) => type switch
    {
        "image/png" => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10],
        "image/jpeg" => [0xFF, 0xD8, 0xFF, 0xE0],
        "image/gif" => [.. "GIF89a"u8],
        "image/webp" => [.. "RIFF\0\0\0\0WEBP"u8],
        "application/zip" => [(byte)'P', (byte)'K', 5, 6],
        "application/gzip" => [0x1F, 0x8B],
        _ => [.. "%PDF-conformance"u8],
    };
}
