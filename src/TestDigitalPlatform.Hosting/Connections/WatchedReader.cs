using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>Looks at a request's headers before the server does.</summary>
internal sealed class WatchedReader(PipeReader inner, ClientConnection connection) : PipeReader
{
    // No request line and no header line: the server refuses it with 400.
    private static readonly ReadOnlySequence<byte> Refused = new("\0\r\n\r\n"u8.ToArray());

    // A client that sends many requests at once would keep a thread until all are served.
    private const int MaxInRow = 8;

    private readonly RequestWatch requests = connection.Requests;
    private ReadOnlySequence<byte> shown;
    private bool isRefused;
    private int inRow;
    private long lengthAtEnd;

    /// <summary>Why what the client has sent was not shown to the server.</summary>
    internal RequestFault Fault { get; private set; }

    public override bool TryRead(out ReadResult result)
    {
        if (isRefused)
        {
            result = Refusal();
            return true;
        }

        if (!inner.TryRead(out result))
            return false;
        result = Look(result);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (isRefused)
            return new ValueTask<ReadResult>(Refusal());
        var read = inner.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            inRow = 0;
            return LookLater(read, mustYield: false);
        }

        if (requests.IsBeforeRequest && ++inRow >= MaxInRow)
        {
            inRow = 0;
            return LookLater(read, mustYield: true);
        }

        return new ValueTask<ReadResult>(Look(read.Result));
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (isRefused)
            return;
        if (!shown.IsEmpty)
            requests.Consume(shown.Slice(shown.Start, consumed).Length);
        shown = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    // Between two requests a connection waits here, so it takes nothing that was not there before.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> LookLater(ValueTask<ReadResult> read, bool mustYield)
    {
        if (mustYield)
            await Task.Yield();
        return Look(await read);
    }

    private ReadResult Look(ReadResult result)
    {
        shown = result.Buffer;
        result = WithoutEarlyEnd(result);
        if (!requests.IsBeforeRequest)
            return result;
        Fault = requests.Receive(shown);
        if (Fault is RequestFault.None)
            return result;
        isRefused = true;
        inner.AdvanceTo(shown.End);
        return Refusal();
    }

    // The server takes the end of what a client sends for the end of the connection, also while there is a whole body
    // that it has not read. It hears of the end when it has looked at everything before.
    private ReadResult WithoutEarlyEnd(ReadResult result)
    {
        if (!result.IsCompleted || result.Buffer.IsEmpty || result.Buffer.Length == lengthAtEnd)
            return result;
        lengthAtEnd = result.Buffer.Length;
        return new ReadResult(result.Buffer, result.IsCanceled, isCompleted: false);
    }

    private static ReadResult Refusal() => new(Refused, isCanceled: false, isCompleted: false);
}
