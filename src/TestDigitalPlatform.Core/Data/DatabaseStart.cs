using System.Reflection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Migrations;
using TestDigitalPlatform.Paging;

namespace TestDigitalPlatform.Data;

/// <summary>
/// Makes sure, before a service answers, that its database is as it must be: migrated, isolated, and with no way around
/// that.
/// </summary>
internal sealed class DatabaseStart(Database database, ILogger<DatabaseStart> logger)
{
    /// <param name="migrations">The assembly that holds the service's SQL files.</param>
    /// <param name="ownerConnectionString">Who may change tables; without it the schema must be there already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PlatformException">Something is not as it must be; the message says what, and how to mend
    /// it.</exception>
    internal async Task Run(Assembly migrations, string? ownerConnectionString, CancellationToken cancellationToken)
    {
        try
        {
            if (ownerConnectionString is not null)
                await new Migrator(database.Service, Migration.OfService(migrations), logger).Run(
                    ownerConnectionString, cancellationToken);
            await CheckRole(cancellationToken);
            await CheckIsolation(cancellationToken);
            await MakePartitions(cancellationToken);
            database.Cursors = new CursorSigner(await ReadCursorKey(cancellationToken));
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            throw new PlatformException("TDP0105", $"The database of '{database.Service}' has no schema, and no "
                + "connection string "
                + $"'{database.Service}-owner' is set to make it with.", e);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw new PlatformException(
                "TDP0106", $"The database of '{database.Service}' can't be reached: {e.Message}", e);
        }
    }

    // The isolation is worth nothing to a role that it does not bind.
    private async Task CheckRole(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "select rolsuper or rolbypassrls from pg_roles where rolname = current_user");
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            throw new PlatformException("TDP0107", $"'{database.Service}' connects as a role that row-level security "
                + "does not bind. "
                + $"Connect as {database.Service}_app, without SUPERUSER and BYPASSRLS.");
    }

    private async Task CheckIsolation(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("""
            select string_agg(c.relname, ', ' order by c.relname)
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
            """);
        if (await command.ExecuteScalarAsync(cancellationToken) is string open)
            throw new PlatformException("TDP0108", $"Tables of '{database.Service}' hold customers' rows and don't "
                + $"keep them apart: {open}. "
                + "Add select tdp.isolate('table') to the migration that makes each.");
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
            ?? throw new PlatformException("TDP0105", $"The database of '{database.Service}' has no cursor key: its "
                + "schema was not made by the platform.");
    }
}
