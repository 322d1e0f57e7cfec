using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>Where a connection stands: between requests, within one's headers, or within one's body.</summary>
/// <remarks>
/// The server's own loop tells of each step in turn; others only look. Over HTTP/2 requests are mixed, and only
/// counted.
/// </remarks>
internal sealed class RequestWatch(ClientConnection connection)
{
    // In milliseconds; the transport does not tell when it has sent what was flushed.
    private const long SendingTime = 1_000;

    private volatile Step step = Step.Silent;
    private long headers;
    private RequestHead head;
    private long bodyLeft;
    private bool bodyIsRead;
    private int streams;
    private long answeredAt = long.MinValue;

    private enum Step
    {
        // Nothing has come yet.
        Silent,

        // The next request has not begun.
        Idle,
        Headers,

        // The application has it.
        Request,
        RequestAwaitsBody,

        // What was not read of a body is thrown away.
        Draining,

        // It can't be told where the next request begins.
        Unknown,
        Http2,
    }

    internal bool IsSilent => step is Step.Silent;

    internal bool IsReceivingHeaders => step is Step.Headers;

    internal bool IsReceivingBody => step is Step.RequestAwaitsBody or Step.Draining or Step.Unknown;

    internal bool IsIdle => step is Step.Idle or Step.Silent || (step is Step.Http2 && Volatile.Read(ref streams) == 0);

    /// <summary>Whether the last answer ended so short a time ago that parts of it may not have been sent.</summary>
    internal bool HasJustAnswered =>
        Volatile.Read(ref answeredAt) is var at && at != long.MinValue && Environment.TickCount64 - at < SendingTime;

    /// <summary>Whether what comes belongs to the headers of a request.</summary>
    internal bool IsBeforeRequest => step is Step.Silent or Step.Idle or Step.Headers;

    /// <summary>Whether what is written comes from the server itself, since no request was understood.</summary>
    internal bool IsServerSpeaking => IsBeforeRequest || step is Step.Unknown;

    /// <summary>Looks at what has come of a request's headers.</summary>
    /// <returns>What is wrong with them, if anything.</returns>
    internal RequestFault Receive(in ReadOnlySequence<byte> received)
    {
        if (received.IsEmpty)
            return RequestFault.None;
        if (step is Step.Silent && RequestHead.IsHttp2(received))
        {
            step = Step.Http2;
            connection.Claim.IsHttp2 = true;
            return connection.Claim.Hold() ? RequestFault.None : RequestFault.NoRoom;
        }

        step = Step.Headers;
        var fault = head.Read(received);
        if (fault is not RequestFault.None)
            return fault;
        return connection.Claim.HoldHeaders(headers + head.Length) ? RequestFault.None : RequestFault.NoRoom;
    }

    /// <summary>The server has taken so many bytes.</summary>
    internal void Consume(long bytes)
    {
        if (IsBeforeRequest)
        {
            headers += bytes;
            return;
        }

        bodyLeft -= bytes;
        if (step is Step.Draining && bodyLeft <= 0)
            BeginAnew();
    }

    /// <summary>The application gets a request.</summary>
    internal void Begin(IFeatureCollection features)
    {
        if (step is Step.Http2)
        {
            connection.Claim.HoldStreams(Interlocked.Increment(ref streams));
        }
        else
        {
            var headersOf = features.Get<IHttpRequestFeature>()!.Headers;
            (bodyLeft, bodyIsRead) = step is Step.Unknown
                ? (headersOf.ContentLength ?? 0, headersOf.TransferEncoding.Count == 0)
                : (head.ContentLength, !head.IsChunked);
            step = Step.Request;
        }

        features.Get<IHttpResponseFeature>()!.OnCompleted(
            static state =>
            {
                ((RequestWatch)state).End();
                return Task.CompletedTask;
            },
            this);
    }

    /// <summary>The application waits for the rest of the body.</summary>
    internal void AwaitBody()
    {
        if (step is Step.Request)
            step = Step.RequestAwaitsBody;
    }

    /// <summary>The application has the whole body.</summary>
    internal void HaveBody()
    {
        bodyIsRead = true;
        if (step is Step.RequestAwaitsBody)
            step = Step.Request;
    }

    private void End()
    {
        Volatile.Write(ref answeredAt, Environment.TickCount64);
        if (step is Step.Http2)
            connection.Claim.HoldStreams(Interlocked.Decrement(ref streams));
        else if (!bodyIsRead)
            BeginUnknown();
        else if (bodyLeft > 0)
            step = Step.Draining;
        else
            BeginAnew();
    }

    // The server throws the rest of the chunks away, and then reads headers that nobody has counted.
    private void BeginUnknown()
    {
        step = Step.Unknown;
        connection.Claim.HoldHeaders(ServerLimits.Headers);
    }

    private void BeginAnew()
    {
        (headers, head) = (0, default);
        step = Step.Idle;
    }
}
