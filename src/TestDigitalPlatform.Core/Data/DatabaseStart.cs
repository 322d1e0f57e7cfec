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
            // Before the schema changes: what is refused here leaves the database as it was.
            await CheckRole(cancellationToken);
            if (ownerConnectionString is not null)
                await new Migrator(database.Service, Migration.OfService(migrations), logger).Run(
                    ownerConnectionString, cancellationToken);
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
        catch (NpgsqlException e) when (e is not PostgresException || Refuses(e.SqlState!))
        {
            var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            var why = e is PostgresException refused ? $"{refused.MessageText} ({refused.SqlState})." : e.Message;
            throw new PlatformException("TDP0106", $"The database of '{database.Service}' can't be reached at "
                + $"{server.Host}:{server.Port}: {why} Check ConnectionStrings__{database.Service} and that the server runs.", e);
        }
    }

    // No such password or role (28), no such database (3D), no connection left (53), starting up or shutting down (57).
    private static bool Refuses(string sqlState) => sqlState[..2] is "08" or "28" or "3D" or "53" or "57";

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

    // Of tables that were there before this start; the migrator refuses those that a new file would leave open.
    private async Task CheckIsolation(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        if (await OpenTables.Find(connection, cancellationToken) is [_, ..] open)
            throw new PlatformException("TDP0108", $"Tables of '{database.Service}' hold customers' rows and don't keep "
                + $"them apart: {string.Join(", ", open)}. Add a migration with: {OpenTables.Closing(open)} "
                + "If the database is a private one of development, it can be made anew instead: dotnet tdp database reset.");
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
