using System.Buffers;
using System.Buffers.Text;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Bytes as the standards of tokens and keys write them: base64url without padding (RFC 7515, section
/// 2).</summary>
internal static class Base64UrlText
{
    /// <returns>
    /// <see langword="null"/> when there is padding, white space, another letter, or a bit at the end that says nothing:
    /// each text of bytes is written in one way only.
    /// </returns>
    internal static byte[]? Decode(string text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
                return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var status = Base64Url.DecodeFromChars(text, bytes, out _, out var length);
        Array.Resize(ref bytes, length);
        return status is OperationStatus.Done
            && string.Equals(Base64Url.EncodeToString(bytes), text, StringComparison.Ordinal)
                ? bytes
                : null;
    }
}
