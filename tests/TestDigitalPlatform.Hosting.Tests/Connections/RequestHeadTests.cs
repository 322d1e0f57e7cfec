using System.Buffers;
using System.Text;
using TestDigitalPlatform.Hosting.Connections;

namespace TestDigitalPlatform.Hosting.Tests.Connections;

public sealed class RequestHeadTests
{
    private const string Begin = "POST / HTTP/1.1\r\nHost: a\r\n";

    [Theory]
    [InlineData("Content-Length: 37", 37)]
    [InlineData("content-LENGTH:37", 37)]
    [InlineData("Content-Length: \t 007 \t", 7)]
    [InlineData("X-Content-Length: +5", 0)]
    [InlineData("Content-Lengthy: +5", 0)]
    [InlineData("Content-Length : 5", 0)]
    public void Reads_the_length(string header, long length)
    {
        foreach (var received in Splits($"{Begin}{header}\r\n\r\nbody\nContent-Length: +1\r\n"))
        {
            var head = default(RequestHead);

            head.Read(received).ShouldBe(RequestFault.None);

            head.ContentLength.ShouldBe(length);
            head.Length.ShouldBe(Begin.Length + header.Length + 4);
        }
    }

    [Theory]
    [InlineData("+37")]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("")]
    [InlineData("3 7")]
    [InlineData("37,37")]
    [InlineData("0x25")]
    [InlineData("9223372036854775808")]
    [InlineData("٣")]
    public void Refuses_a_length_that_is_no_number(string length)
    {
        foreach (var received in Splits($"{Begin}Content-Length: {length}\r\n\r\n"))
            default(RequestHead).Read(received).ShouldBe(RequestFault.ContentLength);
    }

    [Fact]
    public void Waits_for_the_rest_of_a_line()
    {
        var head = default(RequestHead);
        head.Read(Sequence($"{Begin}Content-Length: +")).ShouldBe(RequestFault.None);
        head.Length.ShouldBe(Begin.Length + 17);
    }

    [Fact]
    public void Knows_chunks_and_http_2()
    {
        var head = default(RequestHead);
        head.Read(Sequence($"{Begin}transfer-encoding: chunked\r\n\r\n"));
        head.IsChunked.ShouldBeTrue();
        RequestHead.IsHttp2(Sequence("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).ShouldBeTrue();
        RequestHead.IsHttp2(Sequence("PRI")).ShouldBeFalse();
        RequestHead.IsHttp2(Sequence("GET / HTTP/1.1\r\n")).ShouldBeFalse();
    }

    // Whole, and cut at each place.
    private static IEnumerable<ReadOnlySequence<byte>> Splits(string text)
    {
        yield return Sequence(text);
        for (var at = 1; at < text.Length; at++)
            yield return Sequence(text[..at], text[at..]);
    }

    private static ReadOnlySequence<byte> Sequence(params string[] parts)
    {
        var first = new Segment(parts[0], null);
        var last = first;
        foreach (var part in parts.Skip(1))
            last = new Segment(part, last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(string text, Segment? before)
        {
            Memory = Encoding.UTF8.GetBytes(text);
            if (before is null)
                return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
