using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Migrations;

namespace TestDigitalPlatform.Start;

/// <summary>
/// Makes sure, before a service answers, that its database is as it must be: migrated, isolated, and with no way around
/// that.
/// </summary>
internal sealed class DatabaseStart(Database database, ILogger<DatabaseStart> logger)
{
    /// <param name="migrations">The migrations of the service's modules, and its own.</param>
    /// <param name="ownerConnectionString">Who may change tables; without it the schema must be there already.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="PlatformException">Something is not as it must be; the message says what, and how to mend
    /// it.</exception>
    internal Task Run(
        IReadOnlyList<MigrationPart> migrations, string? ownerConnectionString, CancellationToken cancellationToken) =>
        Explain(async () =>
        {
            // Before the schema changes: what is refused here leaves the database as it was.
            await CheckRole(cancellationToken);
            var migrator = new Migrator(database.Service, migrations, logger);
            if (ownerConnectionString is not null)
                await migrator.Run(ownerConnectionString, cancellationToken);
            await CheckIsolation(cancellationToken);
            if (ownerConnectionString is null)
                await migrator.CheckApplied(database.Source, cancellationToken);
            database.Scope.FitsWithin = !await ArePartitionedByCustomer(cancellationToken);
            database.Scope.HasDeferred = await HasDeferredTriggers(cancellationToken);
            await MakePartitions(cancellationToken);
            database.Cursors = new CursorSigner(await ReadCursorKey(cancellationToken));
        });

    /// <summary>Applies what is missing of the schema, and looks at nothing else.</summary>
    internal Task Migrate(
        IReadOnlyList<MigrationPart> migrations, string ownerConnectionString, CancellationToken cancellationToken) =>
        Explain(() => new Migrator(database.Service, migrations, logger).Run(
            ownerConnectionString, cancellationToken));

    private async Task Explain(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            throw new PlatformException("TDP0105", $"The database of '{database.Service}' has no schema, and no "
                + "connection string "
                + $"'{database.Service}-owner' is set to create it with.", e);
        }
        catch (NpgsqlException e)
        {
            var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            var why = e is PostgresException refused ? $"{refused.MessageText} ({refused.SqlState})"
                : e.InnerException is { } cause ? $"{e.Message}: {cause.Message}" : e.Message;
            throw new PlatformException("TDP0106", $"The database of '{database.Service}' can't be reached at "
                + $"{server.Host}:{server.Port}: {why}. Check ConnectionStrings__{database.Service} and that the server runs.", e);
        }
    }

    // The isolation is worth nothing to a role that it does not bind.
    private async Task CheckRole(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "select rolsuper or rolbypassrls from pg_roles where rolname = session_user");
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            throw new PlatformException("TDP0107", $"'{database.Service}' connects as a role that bypasses row-level "
                + $"security. Connect as {database.Service}_app, without SUPERUSER and BYPASSRLS.");
    }

    // Of what was there before this start; the migrator refuses tables that a new file would leave open.
    private async Task CheckIsolation(CancellationToken cancellationToken)
    {
        var found = await IsolationCheck.Run(database, cancellationToken);
        if (IsolationCheck.Error(database.Service, found) is { } error)
            throw error;
    }

    // A policy depends on the columns that it names.
    private async Task<bool> ArePartitionedByCustomer(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("""
            select exists (
                select from pg_partitioned_table p
                join pg_policy o on o.polrelid = pg_partition_root(p.partrelid)
                join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = o.oid
                    and d.refclassid = 'pg_class'::regclass and d.refobjid = o.polrelid
                join pg_attribute c on c.attrelid = o.polrelid and c.attnum = d.refobjsubid
                left join pg_attribute k on k.attrelid = p.partrelid and k.attnum = any(p.partattrs::int2[])
                where k.attname = c.attname or 0 = any(p.partattrs::int2[]))
            """);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    // Those that PostgreSQL makes itself, for keys, look past isolation.
    private async Task<bool> HasDeferredTriggers(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "select exists (select from pg_trigger where tgdeferrable and not tgisinternal)");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    // Before the first row: one that finds no partition goes to the default one, and then its month can't have one any
    // more.
    private async Task MakePartitions(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select tdp.make_partitions()");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<byte[]> ReadCursorKey(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "select value from tdp.secret where purpose = 'cursor'");
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken)
            ?? throw new PlatformException("TDP0105", $"The database of '{database.Service}' has no cursor key. Its "
                + "schema was not created by the platform.");
    }
}
