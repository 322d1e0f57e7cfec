using Npgsql;

namespace Items;

/// <summary>The operations as a minimal API serves them.</summary>
internal static class ItemEndpoints
{
    internal static async Task<IResult> Get(Guid id, Caller caller, NpgsqlDataSource source) =>
        await ItemQueries.Find(id, caller, source) is { } item ? TypedResults.Ok(item) : TypedResults.NotFound();

    internal static async Task<IResult> List(
        Caller caller, NpgsqlDataSource source, string? status, string? sort, string? after,
        int limit = ListCriteria.DefaultLimit) =>
        await ItemQueries.List(new(status, sort, after, limit), caller, source) is { } page
            ? TypedResults.Ok(page)
            : TypedResults.BadRequest();

    internal static Task<IResult> Add(AddItem command, Caller caller, NpgsqlDataSource source) =>
        Add(BatchCommand.Add, command, caller, source);

    internal static Task<IResult> AddNaively(AddItem command, Caller caller, NpgsqlDataSource source) =>
        Add(NaiveCommand.Add, command, caller, source);

    private static async Task<IResult> Add(
        Func<AddItem, Caller, NpgsqlDataSource, Task<ItemReceipt?>> store, AddItem command, Caller caller, NpgsqlDataSource source)
    {
        if (!command.IsValid)
            return TypedResults.BadRequest();
        return await store(command, caller, source) is { } receipt ? TypedResults.Ok(receipt) : TypedResults.Conflict();
    }
}
