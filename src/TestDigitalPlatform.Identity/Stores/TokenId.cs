using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TestDigitalPlatform.Identity.Stores;

/// <summary>
/// The id of a token: a UUID of version 8 (RFC 9562, section 5.8) that begins with the millisecond at which the token ends,
/// so that it is found in one partition.
/// </summary>
internal static class TokenId
{
    /// <summary>The end of a token that has none.</summary>
    internal static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    internal static Guid New(DateTimeOffset end)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[6..]);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, end.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>When the token of this id ends.</summary>
    /// <returns><see langword="null"/> when it is no id of a token.</returns>
    internal static DateTimeOffset? End(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        if (bytes[6] >> 4 != 8)
            return null;
        Span<byte> milliseconds = stackalloc byte[8];
        milliseconds.Clear();
        bytes[..6].CopyTo(milliseconds[2..]);
        var end = BinaryPrimitives.ReadInt64BigEndian(milliseconds);
        return end <= Never.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null;
    }
}
