using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>
/// Writes an answer as JSON, whole and with its length: one write, where a stream of chunks takes several.
/// </summary>
internal sealed class JsonAnswer(ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer)
{
    private const int KeptBytes = 256 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = PlatformJson.Options.Encoder, MaxDepth = PlatformJson.MaxDepth, SkipValidation = true,
    };

    // Belongs to whoever took it until it is put back, be it by another thread.
    [ThreadStatic]
    private static JsonAnswer? spare;

    internal static async Task Write<T>(
        HttpResponse response, T answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var taken = spare ?? Make();
        spare = null;
        var json = taken.Serialize(answer, type);
        response.ContentType = JsonContent.Type;
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentLength = json.Length;
        await response.BodyWriter.WriteAsync(json, cancellationToken);
        taken.PutBack();
    }

    private static JsonAnswer Make()
    {
        var buffer = new ArrayBufferWriter<byte>(4 * 1024);
        return new JsonAnswer(buffer, new Utf8JsonWriter(buffer, Options));
    }

    private ReadOnlyMemory<byte> Serialize<T>(T answer, JsonTypeInfo<T> type)
    {
        try
        {
            JsonSerializer.Serialize(writer, answer, type);
        }
        catch (Exception e) when (UnwritableAnswerException.IsCause(e))
        {
            // Nothing was sent yet: the caller gets a problem, and the operator the place of the value.
            throw UnwritableAnswerException.Of(answer, e);
        }

        writer.Flush();
        return buffer.WrittenMemory;
    }

    private void PutBack()
    {
        // A large answer is rare, and its buffer would stay for good.
        if (buffer.Capacity > KeptBytes)
            return;
        buffer.ResetWrittenCount();
        writer.Reset();
        spare = this;
    }
}
