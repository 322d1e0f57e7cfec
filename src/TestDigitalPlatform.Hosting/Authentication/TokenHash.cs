using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Stands for an <c>Authorization</c> header, so that no token is kept in memory for long.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    internal static TokenHash Of(ReadOnlySpan<char> header)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(header), hash);
        return new TokenHash(
            BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
    }
}
