using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TestDigitalPlatform.Messages;

/// <summary>What a message says besides what the platform understands. It travels with the message, and is bounded.</summary>
/// <remarks>
/// At most 100 headers, names of 255 bytes and values of 8,192 bytes (as W3C Baggage demands of whoever passes it on), and
/// 32,768 bytes in all, in UTF-8: with what is added to a failed message, it fits into one frame of AMQP (128 KiB).
/// What goes beyond is left out whole: half a value may mean something else.
/// </remarks>
internal sealed class MessageHeaders : IEquatable<MessageHeaders>
{
    internal const int MaxCount = 100;
    internal const int MaxNameBytes = 255;
    internal const int MaxValueBytes = 8_192;
    internal const int MaxBytes = 32_768;

    internal static readonly MessageHeaders None = new([]);

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> values;

    private MessageHeaders(Dictionary<string, string> values) => this.values = values;

    internal int Count => values.Count;

    internal IReadOnlyDictionary<string, string> All => values;

    internal string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Keeps of these what fits, those in front first. Of one name, the last value counts.</summary>
    internal static MessageHeaders Of(IEnumerable<KeyValuePair<string, string?>> headers)
    {
        var (kept, bytes) = (new Dictionary<string, string>(StringComparer.Ordinal), 0);
        foreach (var (given, text) in headers)
        {
            if (text is null)
                continue;
            var (name, value) = (Readable(given), Readable(text));
            var (nameBytes, valueBytes) = (Encoding.UTF8.GetByteCount(name), Encoding.UTF8.GetByteCount(value));
            var before = kept.TryGetValue(name, out var old) ? nameBytes + Encoding.UTF8.GetByteCount(old) : 0;
            var after = bytes - before + nameBytes + valueBytes;
            if (name.Length == 0 || nameBytes > MaxNameBytes || valueBytes > MaxValueBytes || after > MaxBytes
                || (old is null && kept.Count == MaxCount))
                continue;
            kept[name] = value;
            bytes = after;
        }

        return kept.Count == 0 ? None : new MessageHeaders(kept);
    }

    /// <summary>These headers with others, which count where both have a name; without those that are null there.</summary>
    internal MessageHeaders With(IReadOnlyCollection<KeyValuePair<string, string?>> others)
    {
        if (others.Count == 0)
            return this;
        var names = others.Select(other => other.Key).ToHashSet(StringComparer.Ordinal);
        return Of(others.Concat(
            values.Where(header => !names.Contains(header.Key)).Select(h => KeyValuePair.Create(h.Key, (string?)h.Value))));
    }

    /// <summary>A JSON object; <see langword="null"/> for none.</summary>
    internal string? ToJson()
    {
        if (values.Count == 0)
            return null;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in values)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    internal static MessageHeaders OfJson(string? json) => json is null
        ? None
        : Of(JsonSerializer.Deserialize<Dictionary<string, string?>>(json) ?? []);

    public bool Equals(MessageHeaders? other) => other is not null && values.Count == other.values.Count
        && values.All(header => other.values.TryGetValue(header.Key, out var value) && value == header.Value);

    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as MessageHeaders);

    public override int GetHashCode() =>
        values.Aggregate(values.Count, (hash, header) => hash ^ HashCode.Combine(header.Key, header.Value));

    public override string ToString() => ToJson() ?? "{}";

    // Half of a surrogate pair is no text of UTF-8, in which all of it is stored and sent.
    private static string Readable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }

        return text;
    }
}
