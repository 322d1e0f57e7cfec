using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Takes an answer as it is written; one that becomes large must find room among all others.</summary>
internal sealed class AnswerBuffer : IBufferWriter<byte>
{
    // Up to here an answer is not counted while it is made: there are no more of these than requests at once.
    private const int FreeBytes = 64 * 1_024;

    private const int Smallest = 4 * 1_024;

    private byte[] bytes = new byte[Smallest];
    private int written;
    private Transfers? transfers;
    private HttpContext? context;

    internal int Capacity => bytes.Length;

    internal ReadOnlyMemory<byte> Written => bytes.AsMemory(0, written);

    internal AnswerClaim? Claim { get; private set; }

    /// <exception cref="NoRoomException">It was large the last time, and now there is no room.</exception>
    internal void Begin(Transfers ledger, HttpContext request)
    {
        (transfers, context) = (ledger, request);
        Count(bytes.Length);
    }

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return bytes.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    internal void Clear()
    {
        (transfers, context, Claim) = (null, null, null);
        written = 0;
    }

    private void Reserve(int more)
    {
        if (bytes.Length - written >= more)
            return;
        var size = (int)Math.Min(Array.MaxLength, Math.Max(2L * bytes.Length, (long)written + more));
        Count(size);
        var larger = GC.AllocateUninitializedArray<byte>(size);
        Written.CopyTo(larger);
        bytes = larger;
    }

    private void Count(int size)
    {
        if (size > FreeBytes)
            Claim = transfers!.HoldAnswer(Claim, context!, size);
    }
}
