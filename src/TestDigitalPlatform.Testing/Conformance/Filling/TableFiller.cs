using System.Globalization;
using Npgsql;

namespace TestDigitalPlatform.Testing.Conformance.Filling;

/// <summary>Multiplies the rows that are there, so that lists have pages and tables have a size.</summary>
/// <remarks>
/// A copy has other ids and earlier times, and is like its row in all else, so that it keeps the table's checks. Its
/// references find the copy of what the row refers to.
/// </remarks>
internal sealed class TableFiller
{
    private const string Base = "tdp_conformance";

    private readonly TestDatabase database;
    private readonly IReadOnlyList<Table> tables;

    private bool hasBase;

    private TableFiller(TestDatabase database, IReadOnlyList<Table> tables) =>
        (this.database, this.tables) = (database, tables);

    /// <summary>Looks at a database before anything is arranged in it.</summary>
    /// <remarks>A table that has rows by then was filled by a migration, and stays as small as it is.</remarks>
    internal static async Task<TableFiller> Of(TestDatabase database)
    {
        await using var connection = await database.OpenAsSuperuser();
        var tables = new List<Table>();
        foreach (var table in await TableReader.Tables(connection))
        {
            if (await IsEmpty(connection, table))
                tables.Add(table);
        }

        Variation.Choose(tables, await TableReader.ForeignKeys(connection));
        return new TableFiller(database, tables);
    }

    /// <summary>Adds copies of every row that was there at the first time, all of the row's own customer.</summary>
    /// <param name="from">The first copy's number; each number is used once.</param>
    /// <param name="to">The last copy's number.</param>
    internal async Task Copy(int from, int to)
    {
        await using var connection = await Open();
        foreach (var table in tables)
            await Multiply(connection, table, Insert(table, 1, Number(from), Number(to)));
    }

    /// <summary>
    /// Fills each table that has a row up to a number of rows, spread over customers, and takes statistics.
    /// </summary>
    internal async Task FillUp(int rows, int customers)
    {
        await using var connection = await Open();
        foreach (var table in tables)
        {
            var copies = $"(select {Number(rows)} / greatest(count(*), 1) from {Base}.{Quoted(table.Name)})";
            await Multiply(connection, table, Insert(table, customers, "1", copies));
            await Execute(connection, $"analyze public.{Quoted(table.Name)}");
        }
    }

    private static string Insert(Table table, int customers, string from, string to)
    {
        var columns = string.Join(", ", table.Columns.Select(c => Quoted(c.Name)));
        var values = string.Join(", ", table.Columns.Select(c => Value(table, c, customers)));
        return $"""
            insert into public.{Quoted(table.Name)} ({columns}) overriding system value
            select {values} from {Base}.{Quoted(table.Name)} b cross join generate_series({from}, {to}) n
            """;
    }

    private static string Value(Table table, Column column, int customers)
    {
        var value = $"b.{Quoted(column.Name)}";
        if (table.Varied.Contains(column.Name))
            return Varied(table, column, value);
        var customer = $"n % {Number(customers)}";
        if (column.Name == table.TenantColumn && customers > 1)
            return $"case when {customer} = 0 then {value} else {value} || '-' || ({customer}) end";
        // All times of a row move together, so that what had to come first still does; and three rows have the same, for
        // a list that is sorted by time has to tell those apart too.
        return IsTime(column) ? $"{value} - n / 3 * interval '1 second'" : value;
    }

    // The same value becomes the same in each table, which is what keeps references whole.
    private static string Varied(Table table, Column column, string value) => column.Type switch
    {
        "uuid" => $"md5({value}::text || '/' || n)::uuid",
        "text" or "character varying" or "character" => $"{value} || '-' || n",
        "smallint" or "integer" or "bigint" or "numeric" => $"{value} + n * 1000",
        "date" => $"{value} + n::int",
        _ when IsTime(column) => $"{value} + n * interval '1 second'",
        _ => throw new TestFailedException(
            $"Rows of '{table.Name}' can't be multiplied: '{column.Name}' is part of a unique key, "
            + $"and the suite can't generate values of type {column.Type}."),
    };

    private static bool IsTime(Column column) => column.Type.StartsWith("timestamp", StringComparison.Ordinal);

    private static async Task Multiply(NpgsqlConnection connection, Table table, string insert)
    {
        try
        {
            await Execute(connection, insert);
        }
        catch (PostgresException e)
        {
            throw new TestFailedException(
                $"Rows of '{table.Name}' can't be multiplied, which the suite needs to check pages and plans: "
                    + $"{e.MessageText}");
        }
    }

    // Triggers and references are off, as when a backup is restored: they would cost minutes.
    private async Task<NpgsqlConnection> Open()
    {
        var connection = await database.OpenAsSuperuser();
        await Execute(connection, "set session_replication_role = replica");
        if (!hasBase)
            await KeepBase(connection);
        return connection;
    }

    private async Task KeepBase(NpgsqlConnection connection)
    {
        hasBase = true;
        await Execute(connection, $"create schema {Base}");
        foreach (var table in tables.Select(t => Quoted(t.Name)))
            await Execute(connection, $"create table {Base}.{table} as table public.{table}");
    }

    private static async Task<bool> IsEmpty(NpgsqlConnection connection, Table table)
    {
#pragma warning disable CA2100 // The catalogue's own name.
        await using var command = new NpgsqlCommand(
            $"select not exists (select from public.{Quoted(table.Name)})", connection);
#pragma warning restore CA2100
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Put together from the catalogue's own names and from numbers.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
