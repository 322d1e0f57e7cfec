using System.Buffers.Text;
using System.Security.Cryptography;

namespace TestDigitalPlatform.Data;

/// <summary>
/// Makes cursors that nobody else can make: what a caller sends back is what we gave out, or it is refused.
/// </summary>
internal sealed class CursorSigner(byte[] key)
{
    // 128 bits of HMAC-SHA256 (RFC 2104, section 5 allows half the output).
    private const int SignatureLength = 16;

    /// <summary>The most characters of a cursor, which leaves three quarters of a request line of 8 KB.</summary>
    internal const int MaxLength = 2_000;

    /// <summary>The most bytes that <see cref="Sign"/> may be given.</summary>
    internal const int MaxContent = (MaxLength / 4 * 3) - SignatureLength;

    internal static CursorSigner Unset { get; } = new([]);

    internal string Sign(ReadOnlySpan<byte> content)
    {
        var signed = new byte[SignatureLength + content.Length];
        Signature(content, signed);
        content.CopyTo(signed.AsSpan(SignatureLength));
        return Base64Url.EncodeToString(signed);
    }

    internal bool TryRead(string cursor, out byte[] content)
    {
        content = [];
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
            return false;
        var signed = Base64Url.DecodeFromChars(cursor);
        if (signed.Length <= SignatureLength)
            return false;
        Span<byte> expected = stackalloc byte[SignatureLength];
        Signature(signed.AsSpan(SignatureLength), expected);
        content = signed[SignatureLength..];
        return CryptographicOperations.FixedTimeEquals(expected, signed.AsSpan(0, SignatureLength));
    }

    private void Signature(ReadOnlySpan<byte> content, Span<byte> signature)
    {
        if (key.Length == 0)
            throw new InvalidOperationException(
                "The cursor key is read when the service starts, but the service has not started yet.");
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, content, full);
        full[..SignatureLength].CopyTo(signature);
    }
}
