using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Migrations;

/// <summary>Brings a service's database to the state that its files describe, one node at a time.</summary>
internal sealed class Migrator(string service, IReadOnlyList<MigrationPart> parts, ILogger logger)
{
    // Any number serves, as long as all nodes use the same: it names the lock within this database.
    private const long LockId = 0x5444_504D_4947_5241;

    private const string PlatformPart = "platform";
    private const string TransportPart = "transport";

    private static readonly TimeSpan LongestMigration = TimeSpan.FromHours(1);

    /// <exception cref="PlatformException">A file was changed (TDP0101) or is missing (TDP0102), its SQL fails
    /// (TDP0104), or it leaves a table open (TDP0108).</exception>
    internal Task Run(string ownerConnectionString, CancellationToken cancellationToken) => Locked(
        ownerConnectionString,
        async (connection, applied) =>
        {
            await Apply(connection, Platform, applied, cancellationToken);
            await MakeSecret(connection, "cursor", cancellationToken);
            foreach (var part in parts)
                await Apply(connection, part, applied, cancellationToken);
        },
        cancellationToken);

    /// <summary>Brings the transport database to the state of this build, which has no part of any service.</summary>
    internal static Task RunTransport(
        string ownerConnectionString, string database, ILogger logger, CancellationToken cancellationToken) => Locked(
        ownerConnectionString,
        (connection, applied) => new Migrator(database, [], logger).Apply(
            connection, new MigrationPart(TransportPart, Migration.OfTransport()), applied, cancellationToken),
        cancellationToken);

    private static async Task Locked(
        string ownerConnectionString,
        Func<NpgsqlConnection, Dictionary<(string Part, int Number), (string Name, string Checksum)>, Task> work,
        CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false };
        // A migration, and waiting for the node that runs it, may take longer than a request's statement may.
        if (!settings.ShouldSerialize("Command Timeout"))
            settings.CommandTimeout = (int)LongestMigration.TotalSeconds;
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await Execute(connection, $"select pg_advisory_lock({LockId})", cancellationToken);
        await Prepare(connection, cancellationToken);
        await work(connection, await Applied(connection, cancellationToken));
    }

    /// <summary>Looks, with the rights of the service, whether all of this build's migrations are applied.</summary>
    /// <remarks>Later ones may be: a node starts again while a newer build is on its way.</remarks>
    /// <exception cref="PlatformException">One is missing (TDP0112) or was changed (TDP0101).</exception>
    internal async Task CheckApplied(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var applied = await Applied(connection, cancellationToken);
            foreach (var part in parts.Prepend(Platform))
                CheckApplied(part, applied);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // An older build of the platform gave the service no right to look.
            throw Missing("0002 of the platform", e);
        }
    }

    private MigrationPart Platform => new(PlatformPart, Migration.OfPlatform(service));

    private void CheckApplied(
        MigrationPart part, Dictionary<(string Part, int Number), (string Name, string Checksum)> applied)
    {
        foreach (var file in part.Files)
        {
            if (!applied.TryGetValue((part.Name, file.Number), out var known))
                throw Missing(file.FileName, null);
            CheckUnchanged(file, known);
        }
    }

    private PlatformException Missing(string migration, Exception? cause) => new(
        "TDP0112", $"The database of '{service}' is missing migration {migration}. Run this build once with the "
        + $"connection string '{service}-owner' first: dotnet <service>.dll --Platform:MigrateOnly=true.", cause);

    private void CheckUnchanged(Migration file, (string Name, string Checksum) known)
    {
        if (known.Checksum != file.Checksum)
            throw new PlatformException("TDP0101", $"Migration {file.FileName} of '{service}' was changed after "
                + $"it was applied (as {known.Name}). Restore it, and write the change as a new migration. A "
                + "private development database can be reset instead: dotnet tdp database reset.");
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
        NpgsqlConnection connection, MigrationPart part,
        Dictionary<(string Part, int Number), (string Name, string Checksum)> applied,
        CancellationToken cancellationToken)
    {
        var files = part.Files;
        var unknown = applied.Keys.Where(k => k.Part == part.Name && k.Number > files.Count).OrderBy(k => k.Number).ToList();
        if (unknown is [var first, ..])
            throw new PlatformException("TDP0102", $"The database of '{service}' has migration "
                + $"{first.Number:0000}_{applied[first].Name}, "
                + "which this build does not contain. Start the build that applied it, or a newer one. A private "
                + "development database can be reset instead: dotnet tdp database reset.");
        var last = part.Name is not (PlatformPart or TransportPart) && files is [.., var final] ? final : null;
        foreach (var file in files)
        {
            if (!applied.TryGetValue((part.Name, file.Number), out var known))
                await Apply(connection, part.Name, file, file == last, cancellationToken);
            else
                CheckUnchanged(file, known);
        }
    }

    private async Task Apply(
        NpgsqlConnection connection, string part, Migration file, bool isLast, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await Execute(connection, file.Sql, cancellationToken);
            // A later file may isolate what an earlier one made; after the last one nothing may be open. Refused before
            // the commit, there is always a file left that can still be changed.
            if (isLast && await OpenTables.Find(connection, cancellationToken) is [_, ..] open)
                throw new PlatformException("TDP0108", $"After migration {file.FileName}, tables of '{service}' would "
                    + $"contain customers' rows without row-level security: {string.Join(", ", open)}. Nothing of "
                    + $"this file was applied. Add to it: {OpenTables.Closing(open)}");

            await Record(connection, part, file, cancellationToken);
            // A deferred constraint is checked here.
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException e)
        {
            var place = file.Place(await StatementOf(connection, cancellationToken), e.Position);
            throw new PlatformException("TDP0104", $"Migration {file.FileName} of '{service}' fails {place}: "
                + $"{e.MessageText} ({e.SqlState}). Nothing of this file was applied. Fix it and start again.", e);
        }

        MigrationsLog.Applied(logger, service, file.Number, file.Name);
    }

    // A position counts from the statement's begin, and only the server knows which one of the file it was at.
    private static async Task<string?> StatementOf(NpgsqlConnection failed, CancellationToken cancellationToken)
    {
        try
        {
            await using var other = failed.CloneWith(failed.ConnectionString);
            await other.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select query from pg_stat_activity where pid = $1", other)
            {
                Parameters = { new() { Value = failed.ProcessID } },
            };
            return await command.ExecuteScalarAsync(cancellationToken) as string;
        }
        catch (NpgsqlException)
        {
            // The migration's own error is what counts; it is told without a line then.
            return null;
        }
    }

    private static async Task Record(
        NpgsqlConnection connection, string part, Migration file, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into tdp.migration (part, number, name, checksum) values ($1, $2, $3, $4)", connection)
        {
            Parameters = { new() { Value = part }, new() { Value = file.Number }, new() { Value = file.Name }, new() { Value = file.Checksum } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
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
