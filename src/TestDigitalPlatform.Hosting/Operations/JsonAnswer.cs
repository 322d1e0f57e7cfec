using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>
/// An answer as JSON, whole and with its length: one write, where a stream of chunks takes several.
/// </summary>
internal sealed class JsonAnswer(AnswerBuffer buffer, Utf8JsonWriter writer)
{
    private const int KeptBytes = 256 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = PlatformJson.Options.Encoder, MaxDepth = PlatformJson.MaxDepth, SkipValidation = true,
    };

    // Belongs to whoever took it until it is put back, be it by another thread.
    [ThreadStatic]
    private static JsonAnswer? spare;

    internal ReadOnlyMemory<byte> Content => buffer.Written;

    /// <summary>What it holds of the memory for answers; small ones are not counted while they are made.</summary>
    internal AnswerClaim? Claim => buffer.Claim;

    /// <exception cref="NoRoomException">It is large, and there is no memory for it now.</exception>
    internal static JsonAnswer Make<T>(T answer, JsonTypeInfo<T> type, Transfers transfers, HttpContext context)
    {
        var json = spare ?? New();
        spare = null;
        try
        {
            json.Write(answer, type, transfers, context);
            return json;
        }
        catch
        {
            transfers.Close(json.Claim);
            throw;
        }
    }

    private static JsonAnswer New()
    {
        var buffer = new AnswerBuffer();
        return new JsonAnswer(buffer, new Utf8JsonWriter(buffer, Options));
    }

    private void Write<T>(T answer, JsonTypeInfo<T> type, Transfers transfers, HttpContext context)
    {
        buffer.Begin(transfers, context);
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
    }

    internal void PutBack()
    {
        // A large answer is rare, and its buffer would stay for good.
        if (buffer.Capacity > KeptBytes)
            return;
        buffer.Clear();
        writer.Reset();
        spare = this;
    }
}
