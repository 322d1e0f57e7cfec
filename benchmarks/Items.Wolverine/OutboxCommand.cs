using System.Diagnostics;
using Dapper;
using Npgsql;
using Wolverine;
using Wolverine.Runtime;
using Wolverine.RDBMS;

namespace Items;

/// <summary>
/// AddItem in one transaction with Wolverine's outbox: the event is stored as an envelope of Wolverine's own, to be
/// delivered a day later, so that, like its competitors, it stores the event and delivers nothing while measured.
/// </summary>
internal static class OutboxCommand
{
    private const string InsertAudit = """
        insert into tdp.audit (id, at, operation, actor, on_behalf_of, role, customer_id, target, outcome, reason, trace_id)
        values (@audit, @now, 'AddItem', @User, null, @Role, @Customer, @target, 'accepted', null, @trace)
        """;

    private const string InsertItem = """
        insert into item (id, customer_id, title, description, status, priority, created_at)
        values (@id, @Customer, @Title, '', 'open', @Priority, @now)
        """;

    private const string CountItem = """
        update account set open_count = open_count + 1, version = version + 1 where customer_id = @Customer and version = @Version
        """;

    /// <returns><see langword="null"/> when the plan allows no more, or somebody else was first.</returns>
    internal static async Task<ItemReceipt?> Add(
        AddItem command, Caller caller, NpgsqlDataSource source, MessageContext messages, IMessageDatabase store)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await messages.EnlistInOutboxAsync(new DatabaseEnvelopeTransaction(store, transaction));
        var account = await connection.QueryFirstAsync<Account>(
            """select max_open as "MaxOpen", open_count as "OpenCount", version from account where customer_id = @Customer""",
            new { caller.Customer }, transaction);
        if (account.OpenCount >= account.MaxOpen)
            return null;

        var now = DateTime.UtcNow;
        var id = Guid.CreateVersion7(now);
        await connection.ExecuteAsync(
            InsertItem, new { id, caller.Customer, command.Title, command.Priority, now }, transaction);
        if (await connection.ExecuteAsync(CountItem, new { caller.Customer, account.Version }, transaction) == 0)
            return null;

        await connection.ExecuteAsync(
            InsertAudit,
            new
            {
                audit = Guid.CreateVersion7(now), now, caller.User, caller.Role, caller.Customer, target = id.ToString(),
                trace = Activity.Current?.TraceId.ToString(),
            },
            transaction);
        await messages.ScheduleAsync(
            new ItemAddedMessage(id, caller.Customer, command.Title, command.Priority), TimeSpan.FromDays(1));
        await transaction.CommitAsync();
        await messages.FlushOutgoingMessagesAsync();
        return new ItemReceipt(id);
    }

    private sealed class Account
    {
        public int MaxOpen { get; set; }

        public int OpenCount { get; set; }

        public long Version { get; set; }
    }
}
