using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Items;

/// <summary>AddItem as most would write it: a transaction object, and one statement after the other with Dapper.</summary>
internal static class NaiveCommand
{
    private const string Fetch = """
        select max_open as "MaxOpen", open_count as "OpenCount", version from account where customer_id = @Customer
        """;

    private const string InsertItem = """
        insert into item (id, customer_id, title, description, status, priority, created_at)
        values (@id, @Customer, @Title, '', 'open', @Priority, @now)
        """;

    private const string CountItem = """
        update account set open_count = open_count + 1, version = version + 1 where customer_id = @Customer and version = @Version
        """;

    private const string InsertEvent = """
        insert into tdp.outbox (id, type, subject, customer_id, body, trace_parent, stored_at)
        values (@id, @type, @subject, @Customer, @body::jsonb, @trace, @now)
        """;

    private const string InsertAudit = """
        insert into tdp.audit (id, at, operation, actor, on_behalf_of, role, customer_id, target, outcome, reason, trace_id)
        values (@id, @now, @operation, @User, null, @Role, @Customer, @target, 'accepted', null, @trace)
        """;

    /// <returns><see langword="null"/> when the plan allows no more, or somebody else was first.</returns>
    internal static async Task<ItemReceipt?> Add(AddItem command, Caller caller, NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var account = await connection.QueryFirstAsync<Account>(Fetch, new { caller.Customer }, transaction);
        if (account.OpenCount >= account.MaxOpen)
            return null;

        var now = DateTime.UtcNow;
        var id = Guid.CreateVersion7(now);
        await connection.ExecuteAsync(InsertItem, new { id, caller.Customer, command.Title, command.Priority, now }, transaction);
        if (await connection.ExecuteAsync(CountItem, new { caller.Customer, account.Version }, transaction) == 0)
            return null;
        var body = JsonSerializer.Serialize(new ItemAdded(id, caller.Customer, command.Title, command.Priority), JsonSerializerOptions.Web);
        await connection.ExecuteAsync(
            InsertEvent,
            new
            {
                id = Guid.CreateVersion7(now), type = "Items.ItemAdded", subject = id.ToString(), caller.Customer, body,
                trace = Activity.Current?.Id, now,
            },
            transaction);
        await connection.ExecuteAsync(
            InsertAudit,
            new
            {
                id = Guid.CreateVersion7(now), now, operation = "AddItem", caller.User, caller.Role, caller.Customer,
                target = id.ToString(), trace = Activity.Current?.TraceId.ToString(),
            },
            transaction);
        await transaction.CommitAsync();
        return new ItemReceipt(id);
    }

    private sealed class Account
    {
        public int MaxOpen { get; set; }

        public int OpenCount { get; set; }

        public long Version { get; set; }
    }
}
