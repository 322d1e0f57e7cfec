using System.Net;
using System.Net.Sockets;
using System.Text;
using TestDigitalPlatform.Postgres.Binaries.Npm;

namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>A registry on this machine that has one version of every package, and one archive for all.</summary>
internal sealed class StubRegistry : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    private StubRegistry(int port, byte[] archive, string? tarballs)
    {
        Address = $"http://127.0.0.1:{port}/npm/";
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        serving = Serve(archive, tarballs ?? Address);
    }

    internal string Address { get; }

    /// <summary>Each request, as <c>path authorization</c>.</summary>
    internal List<string> Requests { get; } = [];

    /// <param name="archive">What it gives as any archive.</param>
    /// <param name="tarballs">Where its metadata say that archives are; below its own address unless given.</param>
    internal static StubRegistry Start(byte[] archive, string? tarballs = null)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new StubRegistry(port, archive, tarballs);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task Serve(byte[] archive, string tarballs)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                Requests.Add($"{context.Request.RawUrl} {context.Request.Headers["Authorization"]}");
                var body = context.Request.RawUrl!.EndsWith(".tgz", StringComparison.Ordinal) ? archive : Encoding.UTF8.GetBytes($$"""
                    { "versions": { "{{NpmBinaries.Version}}": { "dist": { "tarball": "{{tarballs}}@scope/package/-/package.tgz" } } } }
                    """);
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
