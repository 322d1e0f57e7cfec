using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>
/// Tells whether two requests are the same byte for byte, so that a repeat is known however the contract has grown in
/// between.
/// </summary>
internal static class SentDigest
{
    internal static byte[] Of(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Neither holds a zero byte after decoding, so no two requests run together alike.
        digest.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\0{request.Path.Value}\0"));
        digest.AppendData(body);
        return digest.GetHashAndReset();
    }
}
