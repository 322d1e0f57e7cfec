using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>How much the server keeps for one connection.</summary>
internal static class ServerLimits
{
    /// <summary>What a client has sent and the server not read yet.</summary>
    internal const int RequestBuffer = 40 * 1_024;

    /// <summary>What the server has written and the client not taken yet.</summary>
    internal const int ResponseBuffer = 64 * 1_024;

    /// <summary>A request's headers, all together.</summary>
    internal const int Headers = 32 * 1_024;

    // RFC 9113, section 6.9: each stream waits for its own window and for the connection's.
    private const int Http2StreamWindow = 96 * 1_024;
    private const int Http2ConnectionWindow = 128 * 1_024;

    internal static void Apply(KestrelServerOptions kestrel, PlatformOptions options)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        // Counted by ClientConnections, which makes room instead of closing the door to whoever comes next.
        limits.MaxConcurrentConnections = null;
        limits.MaxRequestBodySize = options.MaxBodyBytes;
        limits.MaxRequestBufferSize = RequestBuffer;
        limits.MaxResponseBufferSize = ResponseBuffer;
        limits.MaxRequestHeadersTotalSize = Headers;
        limits.RequestHeadersTimeout = options.Connections.HeaderTimeout;
        limits.KeepAliveTimeout = options.Connections.KeepAliveTimeout;
        limits.Http2.InitialStreamWindowSize = Http2StreamWindow;
        limits.Http2.InitialConnectionWindowSize = Http2ConnectionWindow;
    }
}
