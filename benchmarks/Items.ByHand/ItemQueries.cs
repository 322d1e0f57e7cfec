using System.Buffers.Text;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Items;

/// <summary>The two queries with Dapper.</summary>
internal static class ItemQueries
{
    private const string SelectSummary = """
        select id, title, status, priority, created_at as "CreatedAt" from item where customer_id = @Customer
        """;

    private const string SelectDetails = """
        select id, title, description, status, priority, created_at as "CreatedAt" from item where id = @id and customer_id = @Customer
        """;

    internal static async Task<ItemDetails?> Find(Guid id, Caller caller, NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await connection.QueryFirstOrDefaultAsync<ItemDetails>(SelectDetails, new { id, caller.Customer });
    }

    /// <returns><see langword="null"/> when the criteria are not understood.</returns>
    internal static async Task<ItemPage?> List(ListCriteria criteria, Caller caller, NpgsqlDataSource source)
    {
        if (!criteria.AreValid)
            return null;
        var (status, _, after, limit) = criteria;
        var position = after is null ? null : JsonSerializer.Deserialize<Position>(Base64Url.DecodeFromChars(after));
        var sql = SelectSummary
            + (status is null ? "" : " and status = @status")
            + (position is null ? "" : " and (created_at, id) < (@CreatedAt, @Id)")
            + " order by created_at desc, id desc limit @Limit";
        await using var connection = await source.OpenConnectionAsync();
        var items = (await connection.QueryAsync<ItemSummary>(
            sql, new { caller.Customer, status, position?.CreatedAt, position?.Id, Limit = limit + 1 })).AsList();
        if (items.Count <= limit)
            return new ItemPage(items, null, null);
        items.RemoveAt(limit);
        var last = new Position(items[^1].CreatedAt.UtcDateTime, items[^1].Id);
        return new ItemPage(items, Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(last)), null);
    }

    private sealed record Position(DateTime CreatedAt, Guid Id);
}
