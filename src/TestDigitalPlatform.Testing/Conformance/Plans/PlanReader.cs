using System.Text.Json;
using Npgsql;

namespace TestDigitalPlatform.Testing.Conformance.Plans;

/// <summary>Asks the database how it would run statements, in the service's own role and isolation.</summary>
internal sealed class PlanReader : IAsyncDisposable
{
    /// <summary>A table with fewer rows is read as a whole at no cost, and rightly so.</summary>
    internal const int Threshold = 1_000;

    private readonly NpgsqlConnection connection;
    private readonly IReadOnlyDictionary<string, long> sizes;

    private PlanReader(NpgsqlConnection connection, IReadOnlyDictionary<string, long> sizes) =>
        (this.connection, this.sizes) = (connection, sizes);

    internal static async Task<PlanReader> Open(TestDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Connections.App) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return new PlanReader(connection, await Sizes(connection));
    }

    /// <summary>What is read from its first row to its last, in words; nothing when all goes by indexes.</summary>
    internal async Task<IReadOnlyList<string>> Scans(IReadOnlyList<Statement> batch)
    {
        var scans = new List<string>();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in batch)
        {
            if (statement.IsScope)
                await Ask(statement.Text, statement);
            else
                Find(await Plan(statement), statement, scans);
        }

        await transaction.RollbackAsync();
        return scans;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void Find(JsonElement node, Statement statement, List<string> scans)
    {
        if (node.GetProperty("Node Type").ValueEquals("Seq Scan")
            && node.GetProperty("Relation Name").GetString() is { } table
            && sizes.TryGetValue(table, out var rows)
            && rows > Threshold)
            scans.Add($"reads all {rows:N0} rows of '{table}'{Condition(node)}\nin: {Shown(statement.Text)}");
        if (!node.TryGetProperty("Plans", out var below))
            return;
        foreach (var child in below.EnumerateArray())
            Find(child, statement, scans);
    }

    private static string Condition(JsonElement node) =>
        node.TryGetProperty("Filter", out var filter) ? $" to find {filter.GetString()}" : "";

    private static string Shown(string sql) => string.Join(' ', sql.Split(
        (char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private async Task<JsonElement> Plan(Statement statement)
    {
        var plan = (string)(await Ask($"explain (format json) {statement.Text}", statement))!;
        using var document = JsonDocument.Parse(plan);
        return document.RootElement[0].GetProperty("Plan").Clone();
    }

    private async Task<object?> Ask(string sql, Statement statement)
    {
#pragma warning disable CA2100 // The service's own statement, with its values as parameters.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var parameter in statement.Parameters)
            command.Parameters.Add((NpgsqlParameter)((ICloneable)parameter).Clone());
        return await command.ExecuteScalarAsync();
    }

    private static async Task<Dictionary<string, long>> Sizes(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            select relname::text, reltuples::bigint from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
            sizes.Add(reader.GetString(0), reader.GetInt64(1));
        return sizes;
    }
}
