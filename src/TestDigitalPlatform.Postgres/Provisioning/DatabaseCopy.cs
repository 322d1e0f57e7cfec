using Npgsql;

namespace TestDigitalPlatform.Postgres.Provisioning;

internal static class DatabaseCopy
{
    public static async Task Make(
        NpgsqlConnection admin, string template, string name, CancellationToken cancellationToken)
    {
        var (owner, visitors, strategy) = await RightsOf(admin, template, cancellationToken);
        var copy = Sql.Name(name);
        await admin.Execute(
            $"create database {copy} template {Sql.Name(template)} owner {Sql.Name(owner)} strategy {strategy}",
            cancellationToken);

        // CREATE DATABASE copies what is inside, not who may enter.
        var grants = visitors.Select(visitor => $"grant connect on database {copy} to {Sql.Name(visitor)};");
        await admin.Execute(
            $"""
            set role {Sql.Name(owner)};
            revoke all on database {copy} from public;
            {string.Concat(grants)}
            reset role
            """,
            cancellationToken);
    }

    private static async Task<(string Owner, string[] Visitors, string Strategy)> RightsOf(
        NpgsqlConnection admin, string database, CancellationToken cancellationToken)
    {
        const string rights =
            """
            select pg_get_userbyid(d.datdba)::text,
                   array(select pg_get_userbyid(a.grantee)::text from aclexplode(d.datacl) a
                         where a.privilege_type = 'CONNECT' and a.grantee not in (0, d.datdba)),
                   -- Copying files needs a checkpoint: half the time of the log without fsync, much more with it.
                   case current_setting('fsync') when 'off' then 'file_copy' else 'wal_log' end
            from pg_database d where d.datname = $1
            """;
        await using var command = new NpgsqlCommand(rights, admin) { Parameters = { new() { Value = database } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetString(2))
            : throw new ArgumentException($"There is no database '{database}' to copy.", nameof(database));
    }
}
