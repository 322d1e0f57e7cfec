using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TestDigitalPlatform.Files;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.StoredFiles;

namespace TestDigitalPlatform.Hosting.Files;

/// <summary>Sends a file: whole, or the range that was asked for (RFC 9110, sections 13 and 14).</summary>
internal static class FileReply
{
    // What a file takes on its way: a part of the store, a piece to copy, and what the server keeps of it.
    private const int BytesInMemory = DatabaseFileStore.PartBytes + (128 * 1_024);

    private static readonly Problem NoSuchRange = new(
        StatusCodes.Status416RangeNotSatisfiable, "range_not_satisfiable",
        "The file has no such part. Content-Range says how many bytes it has.");

    internal static async Task Send(FileAnswer file, HttpContext context, Transfers transfers)
    {
        await using var owned = file;
        var claim = transfers.HoldAnswer(null, context, BytesInMemory);
        // A slow reader gives way when others need the memory.
        claim.IsSending = true;
        try
        {
            // A unit that is not known is passed over, and so is a range of anything but GET (RFC 9110, section 14.2); the
            // framework reads any as bytes.
            if (HttpMethods.IsHead(context.Request.Method)
                || !context.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
                context.Request.Headers.Remove(HeaderNames.Range);
            // A query is never asked on a condition like a change is, here as little as where it answers with JSON.
            context.Request.Headers.Remove(HeaderNames.IfMatch);
            context.Request.Headers.Remove(HeaderNames.IfUnmodifiedSince);
            Describe(file, context.Response.Headers);
            var tag = file.ETag is { } text ? new EntityTagHeaderValue($"\"{text}\"") : null;
            await Results.Stream(
                    file.Content, file.ContentType, fileDownloadName: null, file.LastModified, tag,
                    enableRangeProcessing: file.Content.CanSeek)
                .ExecuteAsync(context);
            if (context.Response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false })
                await Problem.Write(context, NoSuchRange);
        }
        finally
        {
            transfers.Close(claim);
        }
    }

    private static void Describe(FileAnswer file, IHeaderDictionary headers)
    {
        var disposition = new ContentDispositionHeaderValue(file.Inline ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        // Shown in a browser, it can neither run scripts nor ask this service anything in the user's name.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.CacheControl = file.ETag is null ? "no-store" : "private, no-cache";
    }
}
