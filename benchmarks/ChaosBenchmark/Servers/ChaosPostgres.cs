using System.Diagnostics;
using Npgsql;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Benchmarks.Chaos.Servers;

/// <summary>A durable PostgreSQL that can crash.</summary>
internal sealed class ChaosPostgres : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tdp-chaos-{Guid.NewGuid():N}");
    private EmbeddedPostgres postgres = null!;

    private ChaosPostgres()
    {
    }

    internal string AdminConnectionString => postgres.AdminConnectionString;

    internal int Port => postgres.Port;

    internal Version Version => postgres.Version;

    internal static async Task<ChaosPostgres> Start()
    {
        var server = new ChaosPostgres();
        await server.StartAgain(port: 0);
        return server;
    }

    /// <summary>Ends the server without a checkpoint and starts it again: it has to recover.</summary>
    internal async Task Crash()
    {
        var port = Port;
        using (var quit = Process.Start("kill", ["-QUIT", await ProcessId()]))
            await quit.WaitForExitAsync();
        await postgres.Exited;
        await postgres.DisposeAsync();
        await StartAgain(port);
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private async Task StartAgain(int port) =>
        postgres = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = folder, Port = port, MaxConnections = 400 });

    private async Task<string> ProcessId()
    {
        await using var source = NpgsqlDataSource.Create(AdminConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand("select (string_to_array(pg_read_file('postmaster.pid'), E'\\n'))[1]");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
