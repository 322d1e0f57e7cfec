using System.Text.RegularExpressions;
using Npgsql;

namespace TestDigitalPlatform.Testing.Conformance.Filling;

/// <summary>Reads the service's tables and their constraints out of the catalogue.</summary>
internal static partial class TableReader
{
    private const string ServiceTables =
        "c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition";

    internal static async Task<IReadOnlyList<Table>> Tables(NpgsqlConnection connection)
    {
        var columns = await Read(connection, $"""
            select c.relname, a.attname, format_type(a.atttypid, null)
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where {ServiceTables} and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            order by c.relname, a.attnum
            """, row => (Table: row.GetString(0), Column: new Column(row.GetString(1), row.GetString(2))));
        var keys = await Read(connection, $"""
            select c.relname, array(
                select pg_get_indexdef(i.indexrelid, k, true) from generate_series(1, i.indnkeyatts) k)
            from pg_class c join pg_index i on i.indrelid = c.oid
            where {ServiceTables} and i.indisunique
            """, row => (Table: row.GetString(0), Parts: row.GetFieldValue<string[]>(1)));
        var tenants = await Read(
            connection,
            "select tablename::text, qual from pg_policies where schemaname = 'public' and policyname = 'tenant'",
            row => (Table: row.GetString(0), Column: Compared().Match(row.GetString(1)).Groups["column"].Value));
        return [.. columns.GroupBy(c => c.Table, c => c.Column).Select(table => new Table(
            table.Key,
            [.. table],
            [.. keys.Where(k => k.Table == table.Key).Select(k => Named(k.Parts, table))],
            tenants.Where(t => t.Table == table.Key && t.Column.Length > 0).Select(t => t.Column).FirstOrDefault()
                ?? table.FirstOrDefault(c => c.Name == "customer_id")?.Name))];
    }

    internal static Task<List<ForeignKey>> ForeignKeys(NpgsqlConnection connection) => Read(connection, """
        select s.relname, t.relname,
               array(select a.attname::text from unnest(f.conkey) with ordinality k(n, at)
                     join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.n order by k.at),
               array(select a.attname::text from unnest(f.confkey) with ordinality k(n, at)
                     join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.n order by k.at)
        from pg_constraint f join pg_class s on s.oid = f.conrelid join pg_class t on t.oid = f.confrelid
        where f.contype = 'f' and f.connamespace = 'public'::regnamespace and f.conparentid = 0
        """, row => new ForeignKey(
            row.GetString(0), row.GetFieldValue<string[]>(2), row.GetString(1), row.GetFieldValue<string[]>(3)));

    // A key's part is a column, or an expression of some: lower(email).
    private static List<string> Named(string[] parts, IEnumerable<Column> columns) => [.. columns
        .Select(c => c.Name)
        .Where(name => parts.Any(part => Regex.IsMatch(part, $@"\b{Regex.Escape(name)}\b")))];

    [GeneratedRegex(@"(?<column>\w+)""? = current_setting\(")]
    private static partial Regex Compared();

    private static async Task<List<T>> Read<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
#pragma warning disable CA2100 // Put together from the constants above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
