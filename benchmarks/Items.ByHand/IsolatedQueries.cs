using Npgsql;

namespace Items;

/// <summary>
/// The get with raw Npgsql, isolated as the platform's is: the customer is set for the transaction, and row-level security does the rest.
/// </summary>
internal static class IsolatedQueries
{
    private const string SetCustomer = "select set_config('tdp.customer', $1, true)";

    private const string SelectDetails = "select id, title, description, status, priority, created_at from item where id = $1";

    internal static async Task<IResult> Get(Guid id, Caller caller, NpgsqlDataSource source)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SetCustomer) { Parameters = { Of(caller.Customer) } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SelectDetails) { Parameters = { Of(id) } });
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        if (!await reader.ReadAsync())
            return TypedResults.NotFound();
        return TypedResults.Ok(new ItemDetails
        {
            Id = reader.GetGuid(0), Title = reader.GetString(1), Description = reader.GetString(2), Status = reader.GetString(3),
            Priority = reader.GetString(4), CreatedAt = new DateTimeOffset(reader.GetDateTime(5)),
        });
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
