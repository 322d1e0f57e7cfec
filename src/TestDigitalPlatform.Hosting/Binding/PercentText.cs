using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>
/// Percent-encoding (RFC 3986, section 2.1) of UTF-8. The framework leaves what is none of it as it stands, so that two
/// addresses would mean the same text.
/// </summary>
internal static class PercentText
{
    private const int Short = 512;

    internal static Phrase NotDecodable(string name) =>
        $"'{name}' is not percent-encoded UTF-8: two hexadecimal digits must follow each % (RFC 3986, section 2.1).";

    /// <summary>Whether each percent sign stands for a byte, and the bytes for characters.</summary>
    internal static bool IsDecodable(ReadOnlySpan<char> text) => !text.Contains('%') || TryDecode(text, out _);

    /// <summary>Decodes a part of a path.</summary>
    internal static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        // A char becomes three bytes at most.
        var most = text.Length * 3;
        var bytes = most <= Short ? stackalloc byte[Short] : new byte[most];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                var whole = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
                length += Encoding.UTF8.GetBytes(text.Slice(at, whole), bytes[length..]);
                at += whole - 1;
            }
            else if (at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                bytes[length++] = byte.Parse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                at += 2;
            }
            else
            {
                return false;
            }
        }

        if (!Utf8.IsValid(bytes[..length]))
            return false;
        decoded = Encoding.UTF8.GetString(bytes[..length]);
        return true;
    }
}
