using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>How items are written one after the other.</summary>
internal enum StreamFormat
{
    /// <summary>Not at all: the usual answer.</summary>
    None,

    /// <summary>Comma-separated values, RFC 4180.</summary>
    Csv,

    /// <summary>A JSON text in each line.</summary>
    JsonLines,

    /// <summary>Server-sent events, as HTML defines them.</summary>
    Events,
}

/// <summary>Finds out which format a caller wants (RFC 9110, section 12.5.1).</summary>
internal static class StreamFormats
{
    internal static string TypeOf(StreamFormat format) => format switch
    {
        StreamFormat.Csv => "text/csv; charset=utf-8; header=present",
        StreamFormat.Events => "text/event-stream",
        _ => "application/jsonl; charset=utf-8",
    };

    /// <summary>Of a list: its page unless the caller prefers another format.</summary>
    internal static StreamFormat OfExport(HttpRequest request) => Preferred(request, type => type switch
    {
        "text/csv" => StreamFormat.Csv,
        "application/jsonl" or "application/x-ndjson" => StreamFormat.JsonLines,
        "application/json" or "application/*" or "*/*" => StreamFormat.None,
        _ => null,
    }) ?? StreamFormat.None;

    /// <summary>Of a stream: lines of JSON unless the caller prefers events.</summary>
    internal static StreamFormat OfStream(HttpRequest request) => Preferred(request, type => type switch
    {
        "text/event-stream" => StreamFormat.Events,
        "application/jsonl" or "application/x-ndjson" or "application/*" or "*/*" => StreamFormat.JsonLines,
        _ => null,
    }) ?? StreamFormat.JsonLines;

    private static StreamFormat? Preferred(HttpRequest request, Func<string, StreamFormat?> formatOf)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted))
            return null;
        return wanted
            .Select(type => (Format: formatOf(type.MediaType.ToString().ToLowerInvariant()), Quality: type.Quality ?? 1))
            .Where(type => type is { Format: not null, Quality: > 0 })
            .OrderByDescending(type => type.Quality)
            .Select(type => type.Format)
            .FirstOrDefault();
    }
}
