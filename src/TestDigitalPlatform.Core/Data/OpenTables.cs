using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>Tables that hold customers' rows and don't keep them apart.</summary>
internal static class OpenTables
{
    private const string Query = """
        select c.relname
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
        order by c.relname
        """;

    /// <summary>Their names, as the open transaction sees them.</summary>
    internal static async Task<IReadOnlyList<string>> Find(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>The statements that close them.</summary>
    internal static string Closing(IEnumerable<string> tables) =>
        string.Join(" ", tables.Select(table => $"select tdp.isolate('{table}');"));
}
