using Npgsql;

namespace ReferenceHost;

/// <summary>Fills a service's empty database with the same made-up customers each time.</summary>
internal static class DemoData
{
    /// <returns>Whether there was anything to do: a database that holds rows already is left alone.</returns>
    internal static async Task<bool> Fill(
        HostedService service, string ownerConnectionString, CancellationToken cancellationToken)
    {
        using var script = service.Assembly.GetManifestResourceStream("Demo/demo.sql");
        if (script is null)
            return false;
        var settings = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Execute(connection, $"set local role {service.Name}_platform", cancellationToken);
        using var reader = new StreamReader(script);
        await Execute(connection, await reader.ReadToEndAsync(cancellationToken), cancellationToken);
        var hasWritten = await HasWritten(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return hasWritten;
    }

    // A transaction is given an id when it first writes.
    private static async Task<bool> HasWritten(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_current_xact_id_if_assigned() is not null", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Our own script, and a role named after a service of ours.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
