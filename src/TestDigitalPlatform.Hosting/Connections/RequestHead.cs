using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>What is wrong with a request before the server has understood it.</summary>
internal enum RequestFault
{
    None,

    /// <summary><c>Content-Length</c> is not digits only (RFC 9110, section 8.6), which the server would overlook.
    /// </summary>
    ContentLength,

    /// <summary>There is no memory for its headers.</summary>
    NoRoom,
}

/// <summary>What must be known of a request's headers before the server reads them.</summary>
/// <remarks>
/// The server takes whole lines, so whatever it is shown begins with one. A line that is not whole yet is shown again.
/// </remarks>
internal struct RequestHead
{
    private const int MaxLine = 64;

    // Empty lines in front of a request are no part of it (RFC 9112, section 2.2).
    private bool hasBegun;

    /// <summary>How many bytes of what was read last belong to the headers, with the empty line that ends them.
    /// </summary>
    internal long Length { get; private set; }

    internal long ContentLength { get; private set; }

    internal bool IsChunked { get; private set; }

    internal static bool IsHttp2(in ReadOnlySequence<byte> received)
    {
        // RFC 9113, section 3.4; no method begins like this.
        ReadOnlySpan<byte> preface = "PRI * HTTP/2.0"u8;
        if (received.Length < preface.Length)
            return false;
        Span<byte> start = stackalloc byte[preface.Length];
        received.Slice(0, preface.Length).CopyTo(start);
        return start.SequenceEqual(preface);
    }

    internal RequestFault Read(in ReadOnlySequence<byte> received)
    {
        Length = 0;
        if (received.IsSingleSegment)
        {
            var span = received.FirstSpan;
            while (span.IndexOf((byte)'\n') is var end and >= 0)
            {
                Length += end + 1;
                if (Line(span[..end], out var isLast) is var fault and not RequestFault.None)
                    return fault;
                if (isLast)
                    return RequestFault.None;
                span = span[(end + 1)..];
            }

            Length += span.Length;
            return RequestFault.None;
        }

        return ReadSegments(received);
    }

    private RequestFault ReadSegments(in ReadOnlySequence<byte> received)
    {
        var reader = new SequenceReader<byte>(received);
        Span<byte> copy = stackalloc byte[MaxLine];
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            Length = reader.Consumed;
            // A line of interest is short.
            var part = line.Slice(0, Math.Min(line.Length, MaxLine));
            part.CopyTo(copy);
            if (Line(copy[..(int)part.Length], out var isLast) is var fault and not RequestFault.None)
                return fault;
            if (isLast)
                return RequestFault.None;
        }

        Length = received.Length;
        return RequestFault.None;
    }

    private RequestFault Line(ReadOnlySpan<byte> line, out bool isLast)
    {
        line = line.TrimEnd((byte)'\r');
        isLast = line.IsEmpty && hasBegun;
        if (line.IsEmpty)
            return RequestFault.None;
        hasBegun = true;
        if ((line[0] | 0x20) == 'c' && Value(line, "content-length"u8, out var length))
        {
            var isNumber = Utf8Parser.TryParse(length, out long value, out var used) && used == length.Length
                && length.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
            if (!isNumber)
                return RequestFault.ContentLength;
            ContentLength = value;
        }
        else if ((line[0] | 0x20) == 't' && Value(line, "transfer-encoding"u8, out _))
        {
            IsChunked = true;
        }

        return RequestFault.None;
    }

    private static bool Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (line.Length <= name.Length || line[name.Length] != ':'
            || !Ascii.EqualsIgnoreCase(line[..name.Length], name))
            return false;
        value = line[(name.Length + 1)..].Trim(" \t"u8);
        return true;
    }
}
