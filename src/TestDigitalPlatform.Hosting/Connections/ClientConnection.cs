using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using TestDigitalPlatform.Hosting.Limits;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>A connection whose use of memory is counted, and that can be ended when others need the room.</summary>
/// <remarks>
/// TLS replaces the transport of a connection; whatever replaces it is watched in its place, so that what is watched is
/// always HTTP.
/// </remarks>
internal sealed class ClientConnection : ConnectionContext
{
    // A client that sends no more may still wait for its answer (half-close). It looks like one that has gone, so its
    // request runs on for this long.
    private static readonly TimeSpan HalfCloseTimeout = TimeSpan.FromSeconds(2);

    private readonly ConnectionContext inner;
    private readonly ClientConnections all;
    private readonly CancellationTokenSource closed = new();
    private readonly CancellationTokenRegistration sendsNoMore;
    private IDuplexPipe transport;

    internal ClientConnection(ConnectionContext inner, ClientConnections all, Party party)
    {
        (this.inner, this.all) = (inner, all);
        Claim = new ConnectionClaim(this, party);
        Requests = new RequestWatch(this);
        transport = new WatchedTransport(inner.Transport, this);
        ConnectionClosed = closed.Token;
        sendsNoMore = inner.ConnectionClosed.UnsafeRegister(
            static state => ((ClientConnection)state!).CloseSoon(), this);
        inner.Features.Set(this);
    }

    internal ConnectionClaim Claim { get; }

    internal RequestWatch Requests { get; }

    public override string ConnectionId
    {
        get => inner.ConnectionId;
        set => inner.ConnectionId = value;
    }

    public override IFeatureCollection Features => inner.Features;

    public override IDictionary<object, object?> Items
    {
        get => inner.Items;
        set => inner.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => transport;
        set
        {
            if (ReferenceEquals(value, transport))
                return;
            if (value is not WatchedTransport)
                Claim.IsEncrypted = true;
            transport = value as WatchedTransport ?? new WatchedTransport(value, this);
        }
    }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint
    {
        get => inner.LocalEndPoint;
        set => inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => inner.RemoteEndPoint;
        set => inner.RemoteEndPoint = value;
    }

    /// <summary>Opens the claim, or changes its size; ends the connection where there is no room.</summary>
    internal bool TryHold(long bytes)
    {
        if (all.TryHold(this, bytes))
            return true;
        End();
        return false;
    }

    /// <summary>The server itself has refused what came.</summary>
    internal void Tell(Problem problem) => all.Tell(this, problem);

    internal void End()
    {
        all.Ended.Add();
        Abort(new ConnectionAbortedException("Closed to make room for other connections."));
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        inner.Abort(abortReason);
        ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Close(), this, preferLocal: false);
    }

    public override void Abort() => Abort(new ConnectionAbortedException());

    public override async ValueTask DisposeAsync()
    {
        all.Leave(this);
        await sendsNoMore.DisposeAsync();
        await inner.DisposeAsync();
        await base.DisposeAsync();
        lock (closed)
            closed.Dispose();
    }

    // Also between two requests: the last answer may not have been sent yet.
    private void CloseSoon() => Act(source => source.CancelAfter(HalfCloseTimeout));

    private void Close() => Act(source => source.Cancel());

    // A connection may be disposed of while somebody ends it.
    private void Act(Action<CancellationTokenSource> act)
    {
        lock (closed)
        {
            try
            {
                act(closed);
            }
            catch (ObjectDisposedException)
            {
                // It is over already.
            }
        }
    }
}
