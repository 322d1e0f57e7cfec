using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>A body that comes in parts, each of which must find room among all others.</summary>
internal sealed class GatheredBody(HttpContext context, Transfers transfers) : IDisposable
{
    private const int Smallest = 8 * 1_024;

    // What a request that waits takes besides its body.
    private const int Overhead = 16 * 1_024;

    private byte[] bytes = [];
    private int length;
    private BodyClaim? claim;

    internal ReadOnlyMemory<byte> Content => bytes.AsMemory(0, length);

    /// <exception cref="NoRoomException">There is no room for this part, or others needed it more.</exception>
    internal void Add(in ReadOnlySequence<byte> part)
    {
        if (claim is { IsTaken: true })
            throw new NoRoomException(isOwnShare: false);
        var needed = length + (int)part.Length;
        if (needed > bytes.Length || claim is null)
            Grow(needed);
        part.CopyTo(bytes.AsSpan(length));
        length = needed;
    }

    internal void Complete() => claim!.IsComplete = true;

    public void Dispose() => transfers.Close(claim);

    // A length that is only announced takes nothing: each step at most doubles what has come.
    private void Grow(int needed)
    {
        var size = Math.Max(Smallest, Math.Max(needed, 2 * bytes.Length));
        if (context.Request.ContentLength is { } announced && announced >= needed)
            size = (int)Math.Min(size, announced);
        claim = transfers.HoldBody(claim, context, size + Overhead);
        var larger = GC.AllocateUninitializedArray<byte>(size);
        Content.CopyTo(larger);
        bytes = larger;
    }
}
