using Microsoft.AspNetCore.Http.Features;
using Npgsql;
using Wolverine;
using Wolverine.Http;
using Wolverine.Persistence.Durability;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace Items;

/// <summary>What is sent to add an item; Wolverine's generated code needs it public.</summary>
public sealed record AddItemBody(string Title, string Priority);

/// <summary>The operations as WolverineFx.Http serves them.</summary>
public static class ItemEndpoints
{
    [WolverineGet("/items/{id}")]
    public static async Task<IResult> Get(Guid id, HttpContext context, NpgsqlDataSource source) =>
        await ItemQueries.Find(id, CallerOf(context), source) is { } item ? TypedResults.Ok(item) : TypedResults.NotFound();

    [WolverineGet("/items")]
    public static async Task<IResult> List(
        string? status, string? sort, string? after, int? limit, HttpContext context, NpgsqlDataSource source)
    {
        var criteria = new ListCriteria(status, sort, after, limit ?? ListCriteria.DefaultLimit);
        return await ItemQueries.List(criteria, CallerOf(context), source) is { } page
            ? TypedResults.Ok(page)
            : TypedResults.BadRequest();
    }

    [WolverinePost("/items")]
    public static async Task<IResult> Add(
        AddItemBody body, HttpContext context, NpgsqlDataSource source, IMessageContext messages, IMessageStore store)
    {
        var command = new AddItem(body.Title, body.Priority);
        if (!command.IsValid)
            return TypedResults.BadRequest();

        var receipt = await OutboxCommand.Add(
            command, CallerOf(context), source, (MessageContext)messages, (IMessageDatabase)store);
        return receipt is null ? TypedResults.Conflict() : TypedResults.Ok(receipt);
    }

    private static Caller CallerOf(HttpContext context) => context.Features.GetRequiredFeature<Caller>();
}
