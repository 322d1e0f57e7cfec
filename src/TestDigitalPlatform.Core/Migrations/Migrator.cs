using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TestDigitalPlatform.Migrations;

/// <summary>Brings a service's database to the state that its files describe, one node at a time.</summary>
internal sealed class Migrator(string service, IReadOnlyList<Migration> migrations, ILogger logger)
{
    // Any number serves, as long as all nodes use the same: it names the lock within this database.
    private const long LockId = 0x5444_504D_4947_5241;

    /// <exception cref="PlatformException">A file was changed (TDP0101) or is missing (TDP0102), or its SQL fails
    /// (TDP0104).</exception>
    internal async Task Run(string ownerConnectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await Execute(connection, $"select pg_advisory_lock({LockId})", cancellationToken);
        await Prepare(connection, cancellationToken);
        var applied = await Applied(connection, cancellationToken);
        await Apply(connection, "platform", Migration.OfPlatform(service), applied, cancellationToken);
        await MakeSecret(connection, "cursor", cancellationToken);
        await Apply(connection, "service", migrations, applied, cancellationToken);
    }

    private static async Task Prepare(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await Execute(connection, """
            create schema if not exists tdp;
            create table if not exists tdp.migration (
                part text not null,
                number int not null,
                name text not null,
                checksum text not null,
                applied_at timestamptz not null default now(),
                primary key (part, number)
            );
            """, cancellationToken);

    private static async Task<Dictionary<(string Part, int Number), (string Name, string Checksum)>> Applied(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<(string, int), (string, string)>();
        await using var command = new NpgsqlCommand(
            "select part, number, name, checksum from tdp.migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add((reader.GetString(0), reader.GetInt32(1)), (reader.GetString(2), reader.GetString(3)));
        return applied;
    }

    private async Task Apply(
        NpgsqlConnection connection, string part, IReadOnlyList<Migration> files,
        Dictionary<(string Part, int Number), (string Name, string Checksum)> applied,
        CancellationToken cancellationToken)
    {
        var unknown = applied.Keys.Where(k => k.Part == part && k.Number > files.Count).OrderBy(k => k.Number).ToList();
        if (unknown is [var first, ..])
            throw new PlatformException("TDP0102", $"The database of '{service}' has migration "
                + $"{first.Number:0000}_{applied[first].Name}, "
                + "which this build does not contain: start the build that made it, or a newer one.");
        foreach (var file in files)
        {
            if (!applied.TryGetValue((part, file.Number), out var known))
                await Apply(connection, part, file, cancellationToken);
            else if (known.Checksum != file.Checksum)
                throw new PlatformException("TDP0101", $"Migration {file.Number:0000}_{file.Name} of '{service}' was "
                    + "changed after it was applied "
                    + $"(as {known.Name}): put it back as it was, and write the change as a new migration.");
        }
    }

    private async Task Apply(
        NpgsqlConnection connection, string part, Migration file, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await Execute(connection, file.Sql, cancellationToken);
        }
        catch (PostgresException e)
        {
            throw new PlatformException("TDP0104", $"Migration {file.Number:0000}_{file.Name} of '{service}' fails at "
                + $"character {e.Position}: {e.MessageText}. "
                + "Nothing of it was applied: mend the file and start again.", e);
        }

        await using var record = new NpgsqlCommand(
            "insert into tdp.migration (part, number, name, checksum) values ($1, $2, $3, $4)", connection)
        {
            Parameters = { new() { Value = part }, new() { Value = file.Number }, new() { Value = file.Name }, new() { Value = file.Checksum } },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        MigrationsLog.Applied(logger, service, file.Number, file.Name);
    }

    private static async Task MakeSecret(
        NpgsqlConnection connection, string purpose, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into tdp.secret (purpose, value) values ($1, $2) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = purpose }, new() { Value = RandomNumberGenerator.GetBytes(32) } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
