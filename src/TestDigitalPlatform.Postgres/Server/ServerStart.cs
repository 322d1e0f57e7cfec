using System.Net;
using System.Net.Sockets;
using Npgsql;
using TestDigitalPlatform.Postgres.Binaries;

namespace TestDigitalPlatform.Postgres.Server;

internal sealed record StartedServer(ServerProcess Process, string AdminConnectionString, Version Version);

/// <summary>From a locked folder to a server that accepts connections.</summary>
internal sealed class ServerStart(EmbeddedPostgresOptions options, ServerFolder folder, ServerAccount account)
{
    // A free port may be taken between the look and the start; memory of a killed server takes a moment to be let go.
    private const int Attempts = 5;

    public async Task<StartedServer> Run(CancellationToken cancellationToken)
    {
        account.MakePrivateFolder(folder.Cluster);
        var binaries = await new BinariesSearch(options, account).Find(folder, cancellationToken);
        var password = await AdminPassword.ReadOrMake(folder, cancellationToken);
        if (folder.DataVersion is null)
        {
            folder.RemoveEmptyData();
            options.Progress?.Invoke($"Creating a new database cluster with PostgreSQL {binaries.Version}.");
            await Cluster.Make(folder, binaries, account, password, options.Durable, cancellationToken);
        }

        await EarlierServer.Clear(folder, binaries, account, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Attempt(binaries, password, cancellationToken);
            }
            catch (PostgresSetupException failed) when (attempt < Attempts && MayPass(failed))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellationToken);
            }
        }
    }

    private async Task<StartedServer> Attempt(
        PostgresBinaries binaries, string password, CancellationToken cancellationToken)
    {
        var port = options.Port == 0 ? FreePort() : options.Port;
        var logFrom = TrimLog();
        var process = ServerProcess.Start(
            account, binaries, folder.Log, ["-D", folder.Data, .. ServerSettings.Arguments(options, port)]);
        try
        {
            var connectionString = ConnectionString(port, password);
            await WaitUntilReady(process, connectionString, logFrom, cancellationToken);
            return new StartedServer(process, connectionString, binaries.Version);
        }
        catch
        {
            await process.Stop(options.StopTimeout);
            throw;
        }
    }

    private async Task WaitUntilReady(
        ServerProcess process, string connectionString, long logFrom, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + options.StartTimeout;
        // Short, because another program that holds the port may accept the connection and say nothing.
        var attempt =
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 2 }.ConnectionString;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(attempt);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (Exception notYet) when (notYet is NpgsqlException or SocketException or TimeoutException)
            {
                if (process.Exited.IsCompleted)
                    throw Ended(folder.LogTail(logFrom), notYet);

                if (DateTime.UtcNow > deadline)
                    throw TooSlow(folder.LogTail(logFrom), notYet);
            }

            await process.HasEnded(TimeSpan.FromMilliseconds(20));
        }
    }

    private PostgresSetupException TooSlow(string log, Exception inner) => SetupErrors.StartFailed(
        $"it took longer than {options.StartTimeout.TotalSeconds:0} s ({inner.Message}).", log, inner);

    private PostgresSetupException Ended(string log, Exception inner) =>
        options.Port != 0 && log.Contains("could not bind", StringComparison.Ordinal)
            ? SetupErrors.PortTaken(options.Port)
            : SetupErrors.StartFailed("it exited immediately.", log, inner);

    private bool MayPass(PostgresSetupException failed) =>
        failed.Message.Contains("pre-existing shared memory block", StringComparison.Ordinal)
        || (options.Port == 0 && failed.Message.Contains("could not bind", StringComparison.Ordinal));

    // Loopback needs neither TLS nor Kerberos, and asking for them costs a round trip per connection.
    private static string ConnectionString(int port, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = password,
        Database = "postgres",
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    private long TrimLog()
    {
        var log = new FileInfo(folder.Log);
        if (!log.Exists)
            return 0;

        if (log.Length < 1_000_000)
            return log.Length;

        log.MoveTo(folder.Log + ".1", overwrite: true);
        return 0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
