using System.IO.Pipelines;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>A connection's bytes, watched on their way.</summary>
internal sealed class WatchedTransport(IDuplexPipe inner, ClientConnection connection) : IDuplexPipe
{
    public PipeReader Input { get; } = new WatchedReader(inner.Input, connection);

    public PipeWriter Output { get; } = new WatchedWriter(inner.Output, connection);
}
