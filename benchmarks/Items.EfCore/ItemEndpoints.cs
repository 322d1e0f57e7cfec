using System.Buffers.Text;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Items;

/// <summary>The operations as EF Core's documentation would have them: projections without tracking, one SaveChanges.</summary>
internal static class ItemEndpoints
{
    internal static async Task<IResult> Get(Guid id, Caller caller, ItemsContext context)
    {
        var item = await context.Items.AsNoTracking()
            .Where(each => each.Id == id && each.CustomerId == caller.Customer)
            .Select(each => new ItemDetails
            {
                Id = each.Id, Title = each.Title, Description = each.Description, Status = each.Status,
                Priority = each.Priority, CreatedAt = each.CreatedAt,
            })
            .FirstOrDefaultAsync();
        return item is null ? TypedResults.NotFound() : TypedResults.Ok(item);
    }

    internal static async Task<IResult> List(
        Caller caller, ItemsContext context, string? status, string? sort, string? after,
        int limit = ListCriteria.DefaultLimit)
    {
        if (!new ListCriteria(status, sort, after, limit).AreValid)
            return TypedResults.BadRequest();

        var items = await Rows(context, caller, status, after)
            .OrderByDescending(each => each.CreatedAt).ThenByDescending(each => each.Id)
            .Take(limit + 1)
            .Select(each => new ItemSummary
            {
                Id = each.Id, Title = each.Title, Status = each.Status, Priority = each.Priority, CreatedAt = each.CreatedAt,
            })
            .ToListAsync();
        if (items.Count <= limit)
            return TypedResults.Ok(new ItemPage(items, null, null));

        items.RemoveAt(limit);
        var last = new Position(items[^1].CreatedAt, items[^1].Id);
        return TypedResults.Ok(
            new ItemPage(items, Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(last)), null));
    }

    internal static async Task<IResult> Add(AddItem command, Caller caller, ItemsContext context)
    {
        if (!command.IsValid)
            return TypedResults.BadRequest();

        var account = await context.Accounts.SingleAsync(each => each.CustomerId == caller.Customer);
        if (account.OpenCount >= account.MaxOpen)
            return TypedResults.Conflict();

        var now = DateTimeOffset.UtcNow;
        var id = Guid.CreateVersion7(now);
        (account.OpenCount, account.Version) = (account.OpenCount + 1, account.Version + 1);
        context.AddRange(Rows(id, command, caller, now));
        try
        {
            await context.SaveChangesAsync();
            return TypedResults.Ok(new ItemReceipt(id));
        }
        catch (DbUpdateConcurrencyException)
        {
            return TypedResults.Conflict();
        }
    }

    private static IQueryable<Item> Rows(ItemsContext context, Caller caller, string? status, string? after)
    {
        var rows = context.Items.AsNoTracking().Where(each => each.CustomerId == caller.Customer);
        if (status is not null)
            rows = rows.Where(each => each.Status == status);
        if (after is null)
            return rows;

        var position = JsonSerializer.Deserialize<Position>(Base64Url.DecodeFromChars(after))!;
        return rows.Where(each => EF.Functions.LessThan(
            ValueTuple.Create(each.CreatedAt, each.Id), ValueTuple.Create(position.CreatedAt, position.Id)));
    }

    private static object[] Rows(Guid id, AddItem command, Caller caller, DateTimeOffset now) =>
    [
        new Item
        {
            Id = id, CustomerId = caller.Customer, Title = command.Title, Description = "", Status = "open",
            Priority = command.Priority, CreatedAt = now,
        },
        new OutboxRow
        {
            Id = Guid.CreateVersion7(now), Type = "Items.ItemAdded", Subject = id.ToString(), CustomerId = caller.Customer,
            Body = JsonSerializer.Serialize(
                new ItemAdded(id, caller.Customer, command.Title, command.Priority), JsonSerializerOptions.Web),
            TraceParent = Activity.Current?.Id, StoredAt = now,
        },
        new AuditRow
        {
            Id = Guid.CreateVersion7(now), At = now, Operation = "AddItem", Actor = caller.User, Role = caller.Role,
            CustomerId = caller.Customer, Target = id.ToString(), Outcome = "accepted",
            TraceId = Activity.Current?.TraceId.ToString(),
        },
    ];

    private sealed record Position(DateTimeOffset CreatedAt, Guid Id);
}
