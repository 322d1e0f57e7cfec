using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>A request's whole body; the server bounds its size and how slowly it may come.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly PipeReader? reader;
    private readonly ReadOnlySequence<byte> buffer;

    // All came at once: nothing has to be copied.
    private RequestBody(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        this.reader = reader;
        this.buffer = buffer;
        Content = buffer.IsSingleSegment ? buffer.First : buffer.ToArray();
    }

    private RequestBody(ReadOnlyMemory<byte> content) => Content = content;

    /// <summary>Good until the body is disposed.</summary>
    internal ReadOnlyMemory<byte> Content { get; }

    /// <exception cref="BadHttpRequestException">Too large (413), too slow (408), broken off or in chunks that are none
    /// (400).</exception>
    /// <exception cref="OperationCanceledException">The client hung up.</exception>
    internal static async ValueTask<RequestBody> Read(HttpRequest request, CancellationToken hungUp)
    {
        try
        {
            var reader = request.BodyReader;
            var result = await reader.ReadAsync(hungUp);
            return result.IsCompleted
                ? new RequestBody(reader, result.Buffer)
                : new RequestBody(await Gather(reader, result, hungUp));
        }
        catch (Exception e) when (e is ConnectionResetException or OperationCanceledException)
        {
            throw new OperationCanceledException("The client hung up.", e, hungUp);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // The server tells some of what a client does wrong as a failure of its own.
            throw new BadHttpRequestException("The body broke off.", StatusCodes.Status400BadRequest, e);
        }
    }

    public void Dispose() => reader?.AdvanceTo(buffer.End);

    // Each part is taken over as it comes. If the parts were left with the server until all are there, it could not get
    // its own reader back from a body that breaks off, and would log that as a failure.
    private static async ValueTask<ReadOnlyMemory<byte>> Gather(
        PipeReader reader, ReadResult result, CancellationToken hungUp)
    {
        var gathered = new ArrayBufferWriter<byte>();
        while (true)
        {
            foreach (var part in result.Buffer)
                gathered.Write(part.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return gathered.WrittenMemory;
            result = await reader.ReadAsync(hungUp);
        }
    }
}
