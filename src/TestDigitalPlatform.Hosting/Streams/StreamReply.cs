using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>What is sent item by item, outside of any place among concurrent requests.</summary>
internal abstract class StreamReply
{
    internal abstract Task Send(HttpContext context, Transfers transfers);
}

/// <summary>Sends items as they come, in the same memory however many there are.</summary>
/// <param name="items">The items.</param>
/// <param name="format">How they are written.</param>
/// <param name="lifetime">Ends a stream that would not end by itself, when the host is told to stop.</param>
/// <param name="fileName">What a browser saves it as; <see langword="null"/> for a stream, which nobody saves.</param>
internal sealed class StreamReply<T>(
    IAsyncEnumerable<T> items, StreamFormat format, IHostApplicationLifetime lifetime, string? fileName) : StreamReply
{
    // Sent when so much has come together, and what the server keeps besides.
    private const int Piece = 32 * 1_024;
    private const int BytesInMemory = 256 * 1_024;

    // Proxies and clients take a silent connection for a dead one.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly ItemWriter<T> writer = ItemWriter<T>.Of(format);

    // A list ends by itself; a stream ends when the host drains, and its readers go elsewhere.
    private bool IsEndless => fileName is null;

    internal override async Task Send(HttpContext context, Transfers transfers)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            // How many items there would be is known to nobody, so nothing is asked for.
            Describe(context.Response);
            return;
        }

        var claim = transfers.HoldAnswer(null, context, BytesInMemory);
        // A slow reader gives way when others need the memory.
        claim.IsSending = true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, IsEndless ? lifetime.ApplicationStopping : CancellationToken.None);
        try
        {
            Describe(context.Response);
            await WriteAll(context, stop.Token);
        }
        catch (OperationCanceledException) when (IsEndless && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // What was sent is whole; whoever reads it connects again, to another node.
        }
        catch (Exception e) when (e is not OperationCanceledException && context.Response.HasStarted)
        {
            // Too late for a problem: broken off, it can't be taken for whole.
            StreamsLog.BrokenOff(context, e);
            context.Abort();
        }
        finally
        {
            transfers.Close(claim);
        }
    }

    private void Describe(HttpResponse response)
    {
        response.ContentType = StreamFormats.TypeOf(format);
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Vary = "Accept";
        if (fileName is not null)
            response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        else
            // Some proxies keep what comes until there is more of it.
            response.Headers["X-Accel-Buffering"] = "no";
    }

    private async Task WriteAll(HttpContext context, CancellationToken cancellationToken)
    {
        var output = context.Response.BodyWriter;
        writer.Begin(output);
        if (IsEndless)
            await Flush(output, context);
        var source = items.GetAsyncEnumerator(cancellationToken);
        var waiting = Task.FromResult(true);
        try
        {
            while (await Arrived(waiting = source.MoveNextAsync().AsTask(), output, context, cancellationToken))
            {
                writer.Write(source.Current, output);
                if (IsEndless || output.UnflushedBytes >= Piece)
                    await Flush(output, context);
            }
        }
        finally
        {
            if (waiting.IsCompleted)
                await source.DisposeAsync();
            else
                _ = DisposeLater(source, waiting);
        }

        await Flush(output, context);
    }

    // Meanwhile a sign of life now and then. A source that does not look at its token must not hold up the host's end.
    private async Task<bool> Arrived(
        Task<bool> next, PipeWriter output, HttpContext context, CancellationToken cancellationToken)
    {
        while (IsEndless && !next.IsCompleted)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var first = await Task.WhenAny(next, Task.Delay(Silence, silence.Token));
            await silence.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (first == next)
                break;
            output.Write(format == StreamFormat.Events ? ": \n\n"u8 : "\n"u8);
            await Flush(output, context);
        }

        return await next;
    }

    // It can't be disposed of while it is asked for an item.
    private static async Task DisposeLater(IAsyncEnumerator<T> source, Task next)
    {
        await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await source.DisposeAsync();
    }

    private static async ValueTask Flush(PipeWriter output, HttpContext context)
    {
        var flush = await output.FlushAsync(context.RequestAborted);
        if (flush.IsCompleted || flush.IsCanceled)
            throw new OperationCanceledException("The client hung up.", context.RequestAborted);
    }
}
