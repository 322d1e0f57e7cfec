using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>Writes items one after the other.</summary>
internal abstract class ItemWriter<T>
{
    protected static JsonTypeInfo<T> Type { get; } = (JsonTypeInfo<T>)PlatformJson.Options.GetTypeInfo(typeof(T));

    internal static ItemWriter<T> Of(StreamFormat format) => format switch
    {
        StreamFormat.Csv => new CsvWriter<T>(),
        StreamFormat.Events => new EventWriter<T>(),
        _ => new LineWriter<T>(),
    };

    /// <summary>Writes what stands before the first item.</summary>
    internal virtual void Begin(IBufferWriter<byte> output)
    {
    }

    internal abstract void Write(T item, IBufferWriter<byte> output);
}

/// <summary>A JSON text in each line.</summary>
internal sealed class LineWriter<T> : ItemWriter<T>
{
    private readonly JsonItem<T> json = JsonItem<T>.New();

    internal override void Write(T item, IBufferWriter<byte> output)
    {
        output.Write(json.Of(item, Type));
        output.Write("\n"u8);
    }
}

/// <summary>Server-sent events; JSON has no line breaks outside of its texts, so each is one line of data.</summary>
internal sealed class EventWriter<T> : ItemWriter<T>
{
    private readonly JsonItem<T> json = JsonItem<T>.New();

    internal override void Write(T item, IBufferWriter<byte> output)
    {
        if (item is IStreamed { EventId: { Length: > 0 } id } && !id.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            output.Write("id: "u8);
            output.Write(System.Text.Encoding.ASCII.GetBytes(id));
            output.Write("\n"u8);
        }

        output.Write("data: "u8);
        output.Write(json.Of(item, Type));
        output.Write("\n\n"u8);
    }
}

/// <summary>Writes an item as JSON into a buffer that is used again.</summary>
/// <remarks>The writer keeps nothing that would have to be disposed: its buffer is ours.</remarks>
internal sealed class JsonItem<T>(ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = PlatformJson.Options.Encoder, MaxDepth = PlatformJson.MaxDepth, SkipValidation = true,
    };

    internal static JsonItem<T> New()
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        return new JsonItem<T>(buffer, new Utf8JsonWriter(buffer, Options));
    }

    /// <summary>Good until the next item.</summary>
    internal ReadOnlySpan<byte> Of(T item, JsonTypeInfo<T> type)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, item, type);
        writer.Flush();
        return buffer.WrittenSpan;
    }
}
