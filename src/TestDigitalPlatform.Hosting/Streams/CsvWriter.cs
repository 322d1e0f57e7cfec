using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>Comma-separated values (RFC 4180): a line of names, then a line for each item, ended by CR LF.</summary>
/// <remarks>
/// <para>A value is written as in JSON, without the quotes of a text; null is nothing, a list or an object is its JSON.</para>
/// <para>A text that a spreadsheet would take for a formula gets an apostrophe in front: whoever can write a text could
/// otherwise run formulas at whoever opens the file. Programs that need each character read JSON Lines.</para>
/// </remarks>
internal sealed class CsvWriter<T> : ItemWriter<T>
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create("\",\r\n"u8);

    private readonly JsonItem<T> json = JsonItem<T>.New();
    private readonly ArrayBufferWriter<byte> text = new(256);

    internal override void Begin(IBufferWriter<byte> output)
    {
        for (var i = 0; i < Type.Properties.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            Append(Encoding.UTF8.GetBytes(Type.Properties[i].Name), output);
        }

        output.Write("\r\n"u8);
    }

    internal override void Write(T item, IBufferWriter<byte> output)
    {
        var whole = json.Of(item, Type);
        var reader = new Utf8JsonReader(whole);
        reader.Read();
        var isFirst = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!isFirst)
                output.Write(","u8);
            isFirst = false;
            reader.Read();
            Value(whole, ref reader, output);
        }

        output.Write("\r\n"u8);
    }

    private void Value(ReadOnlySpan<byte> whole, ref Utf8JsonReader reader, IBufferWriter<byte> output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String:
                Text(ref reader, output);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var begin = (int)reader.TokenStartIndex;
                reader.Skip();
                Append(whole[begin..(int)reader.BytesConsumed], output);
                break;
            default:
                Append(reader.ValueSpan, output);
                break;
        }
    }

    private void Text(ref Utf8JsonReader reader, IBufferWriter<byte> output)
    {
        text.ResetWrittenCount();
        var span = text.GetSpan(reader.ValueSpan.Length + 1);
        span[0] = (byte)'\'';
        var length = reader.CopyString(span[1..]);
        var value = span.Slice(1, length);
        Append(IsFormula(value) ? span[..(length + 1)] : value, output);
    }

    // What spreadsheets begin a formula with, also behind a tab or a line break.
    private static bool IsFormula(ReadOnlySpan<byte> value) =>
        value is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..];

    private static void Append(ReadOnlySpan<byte> value, IBufferWriter<byte> output)
    {
        if (!value.ContainsAny(Quoted))
        {
            output.Write(value);
            return;
        }

        output.Write("\""u8);
        while (value.IndexOf((byte)'"') is >= 0 and var quote)
        {
            output.Write(value[..(quote + 1)]);
            output.Write("\""u8);
            value = value[(quote + 1)..];
        }

        output.Write(value);
        output.Write("\""u8);
    }
}
