using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Files;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Files;

/// <summary>The body of an upload as it comes: counted, hashed, and held against what was announced.</summary>
internal sealed class UploadStream(
    PipeReader reader, FileHeaders headers, long maxBytes, BodyClaim claim) : ForwardStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] begin = new byte[FileSignature.MaxBytes];
    private bool isChecked;

    /// <summary>How many bytes have come.</summary>
    internal long Count { get; private set; }

    /// <summary>The digest of what has come, once.</summary>
    internal byte[] Digest() => hash.GetHashAndReset();

    /// <exception cref="BadHttpRequestException">It is too large (413), too slow (408), of another type than it says (415),
    /// or broken off (400).</exception>
    /// <exception cref="NoRoomException">Others needed the memory more.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await Read(cancellationToken);
        if (claim.IsTaken || result.IsCanceled)
            throw new NoRoomException(isOwnShare: false);
        var part = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
        var length = (int)part.Length;
        part.CopyTo(buffer.Span);
        reader.AdvanceTo(part.End);
        Take(buffer.Span[..length], isLast: length == 0 && result.IsCompleted);
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<ReadResult> Read(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (ConnectionResetException e)
        {
            throw new OperationCanceledException("The client hung up.", e, cancellationToken);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // The server tells some of what a client does wrong as a failure of its own.
            throw new BadHttpRequestException("The body broke off.", StatusCodes.Status400BadRequest, e);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, bool isLast)
    {
        if (Count < begin.Length)
            bytes[..(int)Math.Min(bytes.Length, begin.Length - Count)].CopyTo(begin.AsSpan((int)Count));
        Count += bytes.Length;
        if (Count > maxBytes)
            throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        hash.AppendData(bytes);
        if (isChecked || (!isLast && Count < begin.Length))
            return;
        isChecked = true;
        if (FileSignature.Contradicts(headers.ContentType, begin.AsSpan(0, (int)Math.Min(Count, begin.Length))))
            throw new BadHttpRequestException("The bytes are of another type.", StatusCodes.Status415UnsupportedMediaType);
    }
}
