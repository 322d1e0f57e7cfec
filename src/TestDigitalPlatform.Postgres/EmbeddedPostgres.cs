using System.Diagnostics;
using Npgsql;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres;

/// <summary>A private PostgreSQL server of this process, on 127.0.0.1, with persistent data.</summary>
/// <remarks>
/// The server stops with the process, even if the process is killed, and the next start
/// recovers all committed data. Works for ordinary users and for root (the server then runs as <c>postgres</c> or
/// <c>nobody</c>).
/// </remarks>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly FolderLock folderLock;
    private readonly ServerProcess server;
    private readonly TimeSpan stopTimeout;
    private string? throwaway;
    private int stopped;

    private EmbeddedPostgres(FolderLock held, StartedServer started, TimeSpan stopTimeout)
    {
        folderLock = held;
        server = started.Process;
        this.stopTimeout = stopTimeout;
        AdminConnectionString = started.AdminConnectionString;
        Port = new NpgsqlConnectionStringBuilder(started.AdminConnectionString).Port;
        Version = started.Version;
    }

    /// <summary>
    /// The superuser's connection string for the database <c>postgres</c>. It contains the password: do not log it.
    /// </summary>
    public string AdminConnectionString { get; }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The server's version, for example 18.4.</summary>
    public Version Version { get; }

    /// <summary>How long <see cref="Start"/> took, from the search for programs to the first connection.</summary>
    public TimeSpan StartupTime { get; private init; }

    /// <summary>Completes when the server has exited: after <see cref="Stop"/>, or because it was killed.</summary>
    public Task Exited => server.Exited;

    /// <summary>
    /// Starts the server and waits until it accepts connections. The first start on a folder creates the database.
    /// </summary>
    /// <exception cref="PostgresSetupException">
    /// The folder is in use (TDP0200), no server programs were found (TDP0201), or another setup error.
    /// </exception>
    public static async Task<EmbeddedPostgres> Start(
        EmbeddedPostgresOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var watch = Stopwatch.StartNew();
        var wanted = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataFolder));
        var account = await ServerAccount.Choose(new ServerFolder(wanted), cancellationToken);
        var folder = await ServerFolder.Place(wanted, account, options.Progress, cancellationToken);
        var held = FolderLock.Take(folder);
        try
        {
            var started = await new ServerStart(options, folder, account).Run(cancellationToken);
            return new EmbeddedPostgres(held, started, options.StopTimeout) { StartupTime = watch.Elapsed };
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk, wherever it is noticed.
            held.Dispose();
            throw SetupErrors.FolderUnusable(folder.Root, failed.Message, failed);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Starts a new, empty server for tests: without fsync, in memory if possible, and removed when stopped.
    /// </summary>
    /// <remarks>The next call on the machine removes the data of killed runs.</remarks>
    /// <param name="configure">Changes the options, except the data folder and the durability.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<EmbeddedPostgres> StartThrowaway(
        Action<EmbeddedPostgresOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var folder = await ThrowawayFolder.Make(cancellationToken);
        var options = new EmbeddedPostgresOptions { DataFolder = folder };
        configure?.Invoke(options);
        (options.DataFolder, options.Durable, options.StopTimeout) = (folder, false, TimeSpan.Zero);

        var postgres = await Start(options, cancellationToken);
        postgres.throwaway = folder;
        return postgres;
    }

    /// <summary>Deletes the data in a server's folder. The next start creates a new database.</summary>
    /// <param name="dataFolder">The folder, as in <see cref="EmbeddedPostgresOptions.DataFolder"/>.</param>
    /// <param name="cancellationToken">Stops before anything is deleted.</param>
    /// <returns>Whether there was any data.</returns>
    /// <exception cref="PostgresSetupException">A server runs on it (TDP0200), or it can't be deleted (TDP0209).</exception>
    public static async Task<bool> RemoveData(string dataFolder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataFolder);
        var wanted = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder));
        if (!Directory.Exists(wanted))
            return false;
        var account = await ServerAccount.Choose(new ServerFolder(wanted), cancellationToken);
        var folder = await ServerFolder.Place(wanted, account, null, cancellationToken);
        using var held = FolderLock.Take(folder);
        if (!Directory.Exists(folder.Cluster))
            return false;
        try
        {
            Directory.Delete(folder.Cluster, recursive: true);
            return true;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw SetupErrors.FolderUnusable(wanted, failed.Message, failed);
        }
    }

    /// <summary>
    /// Closes all connections, stops the server and releases the folder. Calling it again does nothing.
    /// </summary>
    /// <remarks>
    /// Limited by <see cref="EmbeddedPostgresOptions.StopTimeout"/>; committed data is kept in any case.
    /// </remarks>
    public async Task Stop()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 1)
            return;

        await server.Stop(stopTimeout);
        folderLock.Dispose();
        if (throwaway is not null)
            ThrowawayFolder.Remove(throwaway);
    }

    /// <inheritdoc cref="Stop"/>
    public async ValueTask DisposeAsync() => await Stop();
}
