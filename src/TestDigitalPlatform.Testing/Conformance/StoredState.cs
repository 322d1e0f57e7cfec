using Npgsql;
using TestDigitalPlatform.Testing.Conformance.Filling;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>All that a service has stored, as one text to be compared.</summary>
internal static class StoredState
{
    /// <summary>Every row of the service's tables, and how many events were told.</summary>
    internal static Task<string> Of(TestDatabase database) => Read(
        database, _ => "true", "select ((select count(*) from tdp.outbox) + (select count(*) from tdp.event))::text");

    /// <summary>Every row of one customer.</summary>
    internal static Task<string> Of(TestDatabase database, CustomerId customer) => Read(
        database, table => table.TenantColumn is { } column ? $"t.\"{column}\" = '{customer}'" : "false", "select ''");

    private static async Task<string> Read(TestDatabase database, Func<Table, string> which, string besides)
    {
        await using var connection = await database.OpenAsSuperuser();
        var parts = new List<string>();
        foreach (var table in await TableReader.Tables(connection))
        {
            parts.Add(await Ask(connection, $"""
                select coalesce(md5(string_agg(t::text, '/' order by t::text)), 'empty')
                from public."{table.Name}" t where {which(table)}
                """));
        }

        parts.Add(await Ask(connection, besides));
        return string.Join(' ', parts);
    }

    private static async Task<string> Ask(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Put together from the catalogue's own names and a customer's, which has no quote.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
