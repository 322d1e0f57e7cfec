using System.Globalization;
using System.Text;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>One response, good until the next request on its connection.</summary>
internal readonly struct Answer(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body, bool chunked)
{
    public bool IsOk => head.Span.StartsWith("HTTP/1.1 200 "u8);

    public string Head => Encoding.ASCII.GetString(head.Span);

    /// <summary>The body as text, without the marks of chunks.</summary>
    public string Text
    {
        get
        {
            if (!chunked)
                return Encoding.UTF8.GetString(body.Span);
            var text = new StringBuilder();
            var rest = body.Span;
            while (rest.IndexOf("\r\n"u8) is >= 0 and var end
                && int.Parse(rest[..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
            {
                text.Append(Encoding.UTF8.GetString(rest.Slice(end + 2, length)));
                rest = rest[(end + 2 + length + 2)..];
            }

            return text.ToString();
        }
    }
}
