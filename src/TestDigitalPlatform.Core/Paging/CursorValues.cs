using System.IO.Compression;
using System.Text.Json;

namespace TestDigitalPlatform.Paging;

/// <summary>
/// The values of a cursor as bytes: plain JSON while that is short, compressed when it is not, and with a digest in the
/// place of each long text when even that does not fit.
/// </summary>
/// <remarks>
/// So a cursor is never longer than a caller may send back. A text that an index can hold nearly always fits
/// compressed; for one that does not fit, the row that the cursor stands on is looked up again, by all values that did.
/// </remarks>
internal static class CursorValues
{
    /// <summary>A text up to this many characters is carried as it is.</summary>
    internal const int MaxCarried = 100;

    private const byte IsCompressed = 1;
    private const int Quality = 5;
    private const int Window = 18;

    // What is carried is unpacked at each request for the next page.
    private const int MaxPlain = 64 * 1024;

    // A text of other letters than ours would be twice as long as escapes.
    private static readonly JsonWriterOptions Plain = new() { Encoder = PlatformJson.Options.Encoder };

    internal static byte[] Write<TItem>(SortTerm<TItem>[] order, TItem item, int maxLength)
    {
        var values = WriteJson(order, item, byReference: false);
        if (values.Length <= maxLength)
            return values;
        if (values.Length <= MaxPlain && Compress(values) is var compressed && compressed.Length <= maxLength)
            return compressed;
        return Compress(WriteJson(order, item, byReference: true));
    }

    internal static JsonElement[] Read(ReadOnlyMemory<byte> values)
    {
        using var document = JsonDocument.Parse(values.Span[0] == IsCompressed ? Decompress(values[1..]) : values);
        return [.. document.RootElement.EnumerateArray().Select(e => e.Clone())];
    }

    private static byte[] WriteJson<TItem>(SortTerm<TItem>[] order, TItem item, bool byReference)
    {
        using var stream = new MemoryStream(96);
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartArray();
            foreach (var term in order)
                term.Column.Write(json, item, byReference);
            json.WriteEndArray();
        }

        return stream.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> values)
    {
        var compressed = new byte[1 + BrotliEncoder.GetMaxCompressedLength(values.Length)];
        compressed[0] = IsCompressed;
        return BrotliEncoder.TryCompress(values, compressed.AsSpan(1), out var length, Quality, Window)
            ? compressed[..(1 + length)]
            : throw new InvalidOperationException("The values of a cursor could not be compressed.");
    }

    private static byte[] Decompress(ReadOnlyMemory<byte> values)
    {
        var plain = new byte[MaxPlain];
        return BrotliDecoder.TryDecompress(values.Span, plain, out var length)
            ? plain[..length]
            : throw new InvalidOperationException("The values of a cursor that was signed here can't be unpacked.");
    }
}
