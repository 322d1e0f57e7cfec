using System.Net;
using System.Net.Http.Headers;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>A file as the body of a request, read as it is sent.</summary>
internal sealed class UploadContent : HttpContent
{
    private readonly Stream content;
    private readonly long begin;
    private bool isSent;

    /// <exception cref="ArgumentException">The upload has nothing to be sent.</exception>
    internal UploadContent(Upload upload)
    {
        content = upload.Content ?? throw new ArgumentException(
            "The upload has no content: make it of a stream, new Upload(stream, name, type).", nameof(upload));
        begin = content.CanSeek ? content.Position : 0;
        Headers.ContentType = MediaTypeHeaderValue.Parse(upload.ContentType);
        Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = upload.Name };
    }

    /// <summary>Whether it can be sent again.</summary>
    internal bool IsRepeatable => content.CanSeek;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        await SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (isSent && !IsRepeatable)
            throw new InvalidOperationException("The upload's stream can't be read again.");
        isSent = true;
        if (IsRepeatable)
            content.Position = begin;
        await content.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = IsRepeatable ? content.Length - begin : 0;
        return IsRepeatable;
    }
}
