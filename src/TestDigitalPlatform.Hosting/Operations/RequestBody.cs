using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>A request's whole body; the server bounds its size and how slowly it may come.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly PipeReader? reader;
    private readonly ReadOnlySequence<byte> buffer;

    private RequestBody(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        this.reader = reader;
        this.buffer = buffer;
        Content = buffer.IsSingleSegment ? buffer.First : buffer.ToArray();
    }

    /// <summary>Good until the body is disposed.</summary>
    internal ReadOnlyMemory<byte> Content { get; }

    /// <exception cref="BadHttpRequestException">Too large (413), too slow (408), broken off or in chunks that are none
    /// (400).</exception>
    internal static async ValueTask<RequestBody> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                if (result.IsCompleted)
                    return new RequestBody(reader, result.Buffer);
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // The server tells some of what a client does wrong as a failure of its own.
            throw new BadHttpRequestException("The body broke off.", StatusCodes.Status400BadRequest, e);
        }
    }

    public void Dispose() => reader?.AdvanceTo(buffer.End);
}
