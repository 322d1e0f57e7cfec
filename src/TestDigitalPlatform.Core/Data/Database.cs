using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Paging;

namespace TestDigitalPlatform.Data;

/// <summary>A service's own database: its connections, and how a statement is put into a caller's isolation.</summary>
internal sealed class Database(NpgsqlDataSource source, string connectionString, string service)
{
    // A statement that takes longer is broken off by the server's side of the connection, and told as 503.
    private const int CommandSeconds = 15;
    private const int PreparedStatements = 200;

    internal NpgsqlDataSource Source { get; } = source;

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
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        SetUnlessGiven(settings, "Command Timeout", CommandSeconds);
        SetUnlessGiven(settings, "Max Auto Prepare", PreparedStatements);
        SetUnlessGiven(settings, "Auto Prepare Min Usages", 2);
        // A timestamp without a time zone means UTC, wherever the server stands.
        SetUnlessGiven(settings, "Timezone", "UTC");
        // Nothing outlives a transaction here, so there is nothing to reset when a connection goes back to the pool.
        SetUnlessGiven(settings, "No Reset On Close", true);
        // Tells which row of a decision a constraint forbids.
        settings.IncludeFailedBatchedCommand = true;
        return builder.UseLoggerFactory(loggers).Build();
    }

    /// <summary>Signs cursors with the key that this database keeps; set once the schema is there.</summary>
    internal CursorSigner Cursors { get; set; } = CursorSigner.Unset;

    /// <summary>
    /// Is shown each batch before it runs; set by the conformance suite, which asks how it would run.
    /// </summary>
    internal Action<NpgsqlBatch>? Watch { get; set; }

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
