namespace TestDigitalPlatform.Hosting.Files;

/// <summary>What files of well-known types begin with, so that none is stored under a type that it can't be.</summary>
internal static class FileSignature
{
    /// <summary>The longest of them.</summary>
    internal const int MaxBytes = 12;

    /// <summary>Whether a file that begins so can't be of the type. Types that are not known here may begin as they like.</summary>
    internal static bool Contradicts(string type, ReadOnlySpan<byte> begin) => type switch
    {
        "image/png" => !IsPng(begin),
        "image/jpeg" => begin is not [0xFF, 0xD8, 0xFF, ..],
        "image/gif" => !begin.StartsWith("GIF87a"u8) && !begin.StartsWith("GIF89a"u8),
        "image/webp" => !begin.StartsWith("RIFF"u8) || begin.Length < MaxBytes || !begin[8..].StartsWith("WEBP"u8),
        "application/pdf" => !begin.StartsWith("%PDF-"u8),
        "application/zip" => begin is not [(byte)'P', (byte)'K', 3 or 5 or 7, 4 or 6 or 8, ..],
        "application/gzip" => begin is not [0x1F, 0x8B, ..],
        _ => false,
    };

    private static bool IsPng(ReadOnlySpan<byte> begin) => begin is [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..];
}
