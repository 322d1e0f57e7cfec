using Npgsql;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Testing;

/// <summary>One test's own database; dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string admin;

    internal TestDatabase(string admin, string name, ServiceDatabaseConnections connections)
    {
        this.admin = admin;
        Name = name;
        Connections = connections;
    }

    /// <summary>The database's name, unique in the server.</summary>
    public string Name { get; }

    /// <summary>The connection strings of the service's roles.</summary>
    public ServiceDatabaseConnections Connections { get; }

    /// <summary>Opens a connection without isolation. The caller disposes it.</summary>
    public async Task<NpgsqlConnection> OpenAsSuperuser(CancellationToken cancellationToken = default)
    {
        var settings = new NpgsqlConnectionStringBuilder(admin) { Database = Name, Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Runs a statement without isolation and returns the first value of its first row.</summary>
    public async Task<T> Scalar<T>(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsSuperuser(cancellationToken);
#pragma warning disable CA2100 // The statement is the test's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <inheritdoc />
    // Cuts what connections there still are; pools of other tests' databases are left alone.
    public async ValueTask DisposeAsync() => await ServiceDatabase.DropDatabase(admin, Name);
}
