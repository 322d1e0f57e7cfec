using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Files;

/// <summary>The <c>Content-Digest</c> header (RFC 9530, section 2): <c>sha-256=:…base64…:</c>.</summary>
internal static class ContentDigest
{
    internal const string Name = "Content-Digest";

    private const string Sha256 = "sha-256=:";

    /// <returns>The SHA-256 that was sent; <see langword="null"/> without one. Other algorithms are passed over.</returns>
    /// <exception cref="InvalidInputException">It is no digest.</exception>
    internal static byte[]? Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Name, out var header))
            return null;
        byte[]? digest = null;
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes + 2];
        foreach (var part in header.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (!part.StartsWith(Sha256, StringComparison.Ordinal))
                continue;
            if (part is not [.., ':']
                || !Convert.TryFromBase64String(part[Sha256.Length..^1], bytes, out var length)
                || length != SHA256.HashSizeInBytes)
                throw new InvalidInputException(new FieldError(
                    Name, "invalid_format", "Send the SHA-256 of the file as RFC 9530 writes it: sha-256=:<base64>:"));
            digest = bytes[..length].ToArray();
        }

        return digest;
    }

    /// <exception cref="InvalidInputException">The bytes are others than the sender meant.</exception>
    internal static void Check(byte[]? expected, byte[] actual)
    {
        if (expected is not null && !expected.AsSpan().SequenceEqual(actual))
            throw new InvalidInputException(new FieldError(
                Name, "digest_mismatch", "The bytes that arrived have another SHA-256. Send the file again."));
    }
}
