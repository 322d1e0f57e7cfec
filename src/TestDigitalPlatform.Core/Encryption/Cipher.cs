using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.Encryption;

/// <summary>Encrypts and decrypts with AES-256-GCM (NIST SP 800-38D).</summary>
/// <remarks>
/// <c>format (1) | key number (4) | length of owner (1) | owner | nonce (12) | tag (16) | ciphertext</c>. All before the nonce
/// is authenticated with the ciphertext, so it can be moved to no other customer. The owner is a customer's id, or nothing
/// for the platform. Nonces are random: a key is good for 2^32 values (section 8.3), and is then to be rotated.
/// </remarks>
internal static class Cipher
{
    /// <summary>How long a search key is.</summary>
    internal const int SearchKeyBytes = 32;

    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int OwnerAt = 6;

    internal static byte[] Seal(CustomerKey key, string owner, ReadOnlySpan<byte> plain)
    {
        var head = OwnerAt + owner.Length;
        var made = new byte[head + NonceBytes + TagBytes + plain.Length];
        made[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(made.AsSpan(1), key.Number);
        made[OwnerAt - 1] = checked((byte)owner.Length);
        Encoding.ASCII.GetBytes(owner, made.AsSpan(OwnerAt));
        var nonce = made.AsSpan(head, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key.Secret.Span, TagBytes);
        cipher.Encrypt(
            nonce, plain, made.AsSpan(head + NonceBytes + TagBytes), made.AsSpan(head + NonceBytes, TagBytes), made.AsSpan(0, head));
        return made;
    }

    /// <summary>Whose key it needs, and which one; <see langword="null"/> when it is no ciphertext of ours.</summary>
    internal static SealedBy? ReadHead(ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < OwnerAt + NonceBytes + TagBytes || ciphertext[0] != Format)
            return null;
        var length = ciphertext[OwnerAt - 1];
        var number = BinaryPrimitives.ReadInt32BigEndian(ciphertext[1..]);
        if (number < 1 || ciphertext.Length < OwnerAt + length + NonceBytes + TagBytes)
            return null;
        if (length == 0)
            return new SealedBy("", null, number);
        return CustomerId.TryParse(Encoding.Latin1.GetString(ciphertext.Slice(OwnerAt, length)), null, out var owner)
            ? new SealedBy(owner.Value, owner, number)
            : null;
    }

    /// <returns>The value; <see langword="null"/> when the ciphertext was changed, or made with another key.</returns>
    internal static byte[]? Open(CustomerKey key, ReadOnlySpan<byte> ciphertext)
    {
        if (ReadHead(ciphertext) is not { } by || by.Number != key.Number)
            return null;
        var head = OwnerAt + by.Owner.Length;
        var plain = new byte[ciphertext.Length - head - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key.Secret.Span, TagBytes);
        try
        {
            cipher.Decrypt(
                ciphertext.Slice(head, NonceBytes), ciphertext[(head + NonceBytes + TagBytes)..],
                ciphertext.Slice(head + NonceBytes, TagBytes), plain, ciphertext[..head]);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Equal for equal values, as long as the key is the same.</summary>
    internal static byte[] SearchKey(CustomerKey key, ReadOnlySpan<byte> plain) => HMACSHA256.HashData(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret.ToArray(), SearchKeyBytes, info: "tdp search key"u8.ToArray()), plain);
}

/// <summary>What a ciphertext was made with.</summary>
/// <param name="Owner">The customer's id; empty for the platform.</param>
/// <param name="Customer">The customer; <see langword="null"/> for the platform.</param>
/// <param name="Number">The number of the key.</param>
internal sealed record SealedBy(string Owner, CustomerId? Customer, int Number);
