using Microsoft.AspNetCore.Connections;
using TestDigitalPlatform.Hosting.Limits;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>What one connection takes of the memory for connections.</summary>
/// <remarks>Each part is the most that the server may need for it, as measured, and rounded up.</remarks>
internal sealed class ConnectionClaim(ClientConnection connection, Party party) : Claim(party)
{
    /// <summary>The connection itself, and a request with few headers.</summary>
    internal const int Base = 12 * 1_024;

    /// <summary>Up to here headers are part of <see cref="Base"/>.</summary>
    internal const int FreeHeaders = 4 * 1_024;

    // Buffers of SslStream.
    private const int Encryption = 40 * 1_024;

    // The window for bodies, the headers of a request that is not complete, and tables of headers.
    private const int Http2 = 224 * 1_024;

    private const int Http2Stream = 20 * 1_024;

    // Buffers for what was sent but not read, on both sides.
    private const int Blocked = ServerLimits.RequestBuffer + ServerLimits.ResponseBuffer;

    private const int NewcomerRank = 5;

    private const int AnsweredRank = 6;

    // Longer than a good client needs to be served.
    private static readonly TimeSpan Newcomer = TimeSpan.FromSeconds(2);

    private readonly Lock door = new();
    private long headers;
    private int streams;
    private volatile bool isBlocked;

    internal bool IsEncrypted { get; set; }

    /// <summary>Whether the client takes its answer so slowly that the server waits.</summary>
    internal bool IsBlocked => isBlocked;

    internal bool IsHttp2 { get; set; }

    internal bool IsSilent => connection.Requests.IsSilent;

    /// <summary>Counts a request's headers: the server keeps them as texts, two bytes for each.</summary>
    internal bool HoldHeaders(long bytes)
    {
        var counted = bytes <= FreeHeaders ? 0 : (2 * bytes + FreeHeaders - 1) / FreeHeaders * FreeHeaders;
        if (counted == headers)
            return true;
        headers = counted;
        return Hold();
    }

    internal bool HoldStreams(int count)
    {
        streams = count;
        return Hold();
    }

    internal bool HoldBlocked(bool blocked)
    {
        isBlocked = blocked;
        return Hold();
    }

    internal bool Hold()
    {
        // Reading and writing go on side by side.
        lock (door)
            return connection.TryHold(
                Base + headers + (IsEncrypted ? Encryption : 0) + (IsHttp2 ? Http2 + streams * Http2Stream : 0)
                + (isBlocked ? Blocked : 0));
    }

    // First those that have said nothing, then those that never finish, then those that rest, then those that are
    // slow. A newcomer may not have been listened to yet, and an answer that has just ended may still be on its way, so
    // they go last. Who waits for an answer keeps the connection.
    internal override int? Rank(TimeSpan age, bool bySameParty)
    {
        int? rank = connection.Requests switch
        {
            { IsSilent: true } => 0,
            { IsReceivingHeaders: true } => 1,
            { IsIdle: true } => 2,
            _ when isBlocked => 3,
            { IsReceivingBody: true } => 4,
            _ => null,
        };
        if (rank is null)
            return null;
        if (connection.Requests is { IsIdle: true, HasJustAnswered: true })
            return AnsweredRank;
        return age < Newcomer ? NewcomerRank : rank;
    }

    internal override void End() => connection.End();

    internal void TimeOut() => connection.Abort(new ConnectionAbortedException("The connection was silent."));
}
