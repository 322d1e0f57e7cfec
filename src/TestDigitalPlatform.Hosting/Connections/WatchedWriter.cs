using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>
/// Counts what a slow client makes the server keep, and gives the answers that the server makes itself a body.
/// </summary>
internal sealed class WatchedWriter(PipeWriter inner, ClientConnection connection) : PipeWriter
{
    // What the server itself says about a request that nobody understood; nearly always nothing.
    private ArrayBufferWriter<byte>? own;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes + (own?.WrittenCount ?? 0);

    public override void Advance(int bytes)
    {
        if (own is null)
            inner.Advance(bytes);
        else
            own.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (own is null && !connection.Requests.IsServerSpeaking)
            return inner.GetMemory(sizeHint);
        return (own ??= new ArrayBufferWriter<byte>()).GetMemory(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => own is null && !connection.Requests.IsServerSpeaking
        ? inner.GetSpan(sizeHint)
        : GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (own is not null)
            WriteOwn();
        var flush = inner.FlushAsync(cancellationToken);
        return flush.IsCompletedSuccessfully ? flush : Wait(flush);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        if (own is not null && exception is null)
            WriteOwn();
        inner.Complete(exception);
    }

    private void WriteOwn()
    {
        if (ServerAnswer.Write(own!.WrittenSpan, inner) is { } problem)
            connection.Tell(problem);
        own = null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> Wait(ValueTask<FlushResult> flush)
    {
        connection.Claim.HoldBlocked(true);
        try
        {
            return await flush;
        }
        finally
        {
            connection.Claim.HoldBlocked(false);
        }
    }
}
