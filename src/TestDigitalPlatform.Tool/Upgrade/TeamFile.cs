using System.Text;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>A text, and how its file spells it: an editor or git may have given it other line ends, or a mark in
/// front.</summary>
/// <remarks>Compared and merged by its text alone, or every line would differ; written back as it was.</remarks>
/// <param name="Text">With <c>\n</c> at each line's end, unless the file mixes both.</param>
/// <param name="HasMark">Whether U+FEFF stands in front.</param>
/// <param name="HasReturns">Whether each line ends in <c>\r\n</c>.</param>
internal sealed record TeamFile(string Text, bool HasMark, bool HasReturns)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file that is not there yet.</summary>
    public static TeamFile New { get; } = new("", HasMark: false, HasReturns: false);

    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    public static TeamFile Of(byte[] bytes)
    {
        var hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        var text = Strict.GetString(bytes.AsSpan(hasMark ? Encoding.UTF8.Preamble.Length : 0));
        var bare = WithoutReturns(text);
        var hasReturns = bare.Length < text.Length && bare.Replace("\n", "\r\n", StringComparison.Ordinal) == text;
        return new TeamFile(hasReturns ? bare : text, hasMark, hasReturns);
    }

    public static string WithoutReturns(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Another text in the same spelling.</summary>
    public byte[] Bytes(string text)
    {
        var lines = HasReturns ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
        return [.. HasMark ? Encoding.UTF8.GetPreamble() : [], .. Strict.GetBytes(lines)];
    }
}
