using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Connections;
using TestDigitalPlatform.Hosting.Files;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>A request's whole body; the server bounds its size and how slowly it may come.</summary>
internal readonly struct RequestBody : IAsyncDisposable
{
    private readonly PipeReader? reader;
    private readonly ReadOnlySequence<byte> buffer;
    private readonly GatheredBody? gathered;

    // All came at once: nothing has to be copied.
    private RequestBody(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        this.reader = reader;
        this.buffer = buffer;
        Content = buffer.IsSingleSegment ? buffer.First : buffer.ToArray();
    }

    private RequestBody(GatheredBody gathered)
    {
        this.gathered = gathered;
        Content = gathered.Content;
    }

    /// <summary>A body that is a file, which is stored already.</summary>
    internal RequestBody(StagedFile file)
    {
        File = file;
        Content = default;
    }

    /// <summary>The file that the body was.</summary>
    internal StagedFile? File { get; }

    /// <summary>Good until the body is disposed.</summary>
    internal ReadOnlyMemory<byte> Content { get; }

    /// <exception cref="BadHttpRequestException">Too large (413), too slow (408), broken off or in chunks that are none
    /// (400).</exception>
    /// <exception cref="NoRoomException">There is no memory for it.</exception>
    /// <exception cref="OperationCanceledException">The client disconnected.</exception>
    internal static async ValueTask<RequestBody> Read(HttpContext context, Transfers transfers)
    {
        var (request, hungUp) = (context.Request, context.RequestAborted);
        try
        {
            var reader = request.BodyReader;
            var read = reader.ReadAsync(hungUp);
            var isWhole = read.IsCompleted;
            if (!isWhole)
                context.Features.Get<ClientConnection>()?.Requests.AwaitBody();
            var result = await read;
            if (!result.IsCompleted)
                return new RequestBody(await Gather(reader, result, context, transfers));
            if (!isWhole || request.ContentLength is null)
                context.Features.Get<ClientConnection>()?.Requests.HaveBody();
            return new RequestBody(reader, result.Buffer);
        }
        catch (Exception e) when (e is ConnectionResetException or OperationCanceledException)
        {
            throw new OperationCanceledException("The client disconnected.", e, hungUp);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // The server tells some of what a client does wrong as a failure of its own.
            throw new BadHttpRequestException("The body is incomplete.", StatusCodes.Status400BadRequest, e);
        }
    }

    public ValueTask DisposeAsync()
    {
        reader?.AdvanceTo(buffer.End);
        gathered?.Dispose();
        return File?.DisposeAsync() ?? default;
    }

    // Each part is taken over as it comes. If the parts were left with the server until all are there, it could not get
    // its own reader back from a body that breaks off, and would log that as a failure.
    private static async ValueTask<GatheredBody> Gather(
        PipeReader reader, ReadResult result, HttpContext context, Transfers transfers)
    {
        var requests = context.Features.Get<ClientConnection>()?.Requests;
        requests?.AwaitBody();
        var gathered = new GatheredBody(context, transfers);
        try
        {
            while (true)
            {
                try
                {
                    gathered.Add(result.Buffer);
                }
                finally
                {
                    reader.AdvanceTo(result.Buffer.End);
                }

                if (result.IsCompleted)
                    break;
                result = await reader.ReadAsync(context.RequestAborted);
            }

            gathered.Complete();
            requests?.HaveBody();
            return gathered;
        }
        catch
        {
            gathered.Dispose();
            throw;
        }
    }
}
