using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Data;

/// <summary>A service's own database: its connections, and how a statement is put into a caller's isolation.</summary>
internal sealed class Database(
    NpgsqlDataSource source, string connectionString, string service, ILoggerFactory? loggers = null)
    : IDisposable, IAsyncDisposable
{
    // A statement that takes longer is broken off by the server's side of the connection, and told as 503.
    private const int CommandSeconds = 15;
    private const int PreparedStatements = 200;

    // Few, because each may be held for long; requests in the usual way have the other pool.
    private const int OpenConnections = 10;

    private readonly Lazy<NpgsqlDataSource> open = new(() => ConnectOpen(connectionString, loggers));

    internal NpgsqlDataSource Source { get; } = source;

    /// <summary>
    /// Connections that are lent to a team's own ADO.NET code: a pool of their own, reset each time they are returned.
    /// </summary>
    internal NpgsqlDataSource OpenSource => open.Value;

    internal ILogger Logger { get; } =
        loggers?.CreateLogger("TestDigitalPlatform.OpenConnections") ?? (ILogger)NullLogger.Instance;

    internal string Service { get; } = service;

    /// <summary>Puts statements into a caller's isolation.</summary>
    internal Scope Scope { get; } = new(service);

    /// <summary>What a connection of its own is opened with; holds the password.</summary>
    internal string ConnectionString { get; } = connectionString;

    /// <summary>
    /// Makes the connections of a service, with what the platform needs unless the connection string says otherwise.
    /// </summary>
    internal static NpgsqlDataSource Connect(string connectionString, ILoggerFactory? loggers = null)
    {
        var builder = Builder(connectionString, loggers);
        var settings = builder.ConnectionStringBuilder;
        // Nothing outlives a transaction here, so there is nothing to reset when a connection goes back to the pool.
        SetUnlessGiven(settings, "No Reset On Close", true);
        // Tells which row of a decision a constraint forbids.
        settings.IncludeFailedBatchedCommand = true;
        return builder.Build();
    }

    public void Dispose()
    {
        News.Dispose();
        Source.Dispose();
        if (open.IsValueCreated)
            open.Value.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        News.Dispose();
        await Source.DisposeAsync();
        if (open.IsValueCreated)
            await open.Value.DisposeAsync();
    }

    private static NpgsqlDataSource ConnectOpen(string connectionString, ILoggerFactory? loggers)
    {
        var builder = Builder(connectionString, loggers);
        var settings = builder.ConnectionStringBuilder;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, OpenConnections);
        settings.MinPoolSize = 0;
        // A team's statement may leave locks, listeners or prepared statements behind. Npgsql discards the last of these
        // where it keeps none of its own.
        settings.NoResetOnClose = false;
        settings.MaxAutoPrepare = 0;
        return builder.Build();
    }

    private static NpgsqlDataSourceBuilder Builder(string connectionString, ILoggerFactory? loggers)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        SetUnlessGiven(settings, "Command Timeout", CommandSeconds);
        SetUnlessGiven(settings, "Max Auto Prepare", PreparedStatements);
        SetUnlessGiven(settings, "Auto Prepare Min Usages", 2);
        // A timestamp without a time zone means UTC, wherever the server stands.
        SetUnlessGiven(settings, "Timezone", "UTC");
        return builder.UseLoggerFactory(loggers);
    }

    /// <summary>What somebody is told who asks the container for the service's connections.</summary>
    internal static PlatformException NotHandedOut(string service) => new(
        "TDP0365", $"The database of '{service}' is not handed out as an NpgsqlDataSource: row-level security would show "
        + "no rows without a caller, and hide that. Read through the Db of a handler, and send commands and ask queries "
        + "through IPlatformSender<T>. For another database, register a data source of your own.");

    /// <summary>Signs cursors with the key that this database keeps; set once the schema is there.</summary>
    internal CursorSigner Cursors { get; set; } = CursorSigner.Unset;

    /// <summary>Keeps the bytes of files; set before the first request.</summary>
    internal IFileStore Files { get; set; } = null!;

    /// <summary>Wakes live streams.</summary>
    internal NewsSignal News { get; } = new();

    /// <summary>How long a live stream goes on before its reader has to ask again.</summary>
    internal TimeSpan FollowLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Encrypts and decrypts sensitive values; set before the first request.</summary>
    internal Vault Vault { get; set; } = Vault.WithoutKeys;

    /// <summary>
    /// Is shown each batch before it runs; set by the conformance suite, which asks how it would run.
    /// </summary>
    internal Action<NpgsqlBatch>? Watch { get; set; }

    /// <summary>Whether what failed in the background failed because its host ends.</summary>
    /// <remarks>A host that gives up its start disposes of its connections while its services still run.</remarks>
    internal static bool IsOver(Exception e, CancellationToken stopping) =>
        (e is OperationCanceledException && stopping.IsCancellationRequested)
        || e is ObjectDisposedException { ObjectName: "Npgsql.PoolingDataSource" };

    internal static NpgsqlBatchCommand Command(Sql sql) => Command(sql.Text, sql);

    internal static NpgsqlBatchCommand Command(string text, Sql sql)
    {
        var command = new NpgsqlBatchCommand(text);
        sql.GiveParameters(command.Parameters);
        return command;
    }

    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder settings, string name, object value)
    {
        if (!settings.ShouldSerialize(name))
            settings[name] = value;
    }
}
