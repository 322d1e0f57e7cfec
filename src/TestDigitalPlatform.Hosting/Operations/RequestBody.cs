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

    /// <exception cref="BadHttpRequestException">Too large (413) or too slow (408).</exception>
    internal static async ValueTask<RequestBody> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.IsCompleted)
                return new RequestBody(reader, result.Buffer);
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    public void Dispose() => reader?.AdvanceTo(buffer.End);
}
