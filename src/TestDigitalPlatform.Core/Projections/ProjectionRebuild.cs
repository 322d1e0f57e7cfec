using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Projections;

/// <summary>Makes one projection anew, in one transaction.</summary>
/// <remarks>
/// The tables are locked against writers first, and only then are the events read: what took effect before is among
/// them, and what comes later waits for the lock and takes effect on the new rows. Readers wait for nobody.
/// </remarks>
internal sealed class ProjectionRebuild(
    Database database, Projection projection, NpgsqlConnection connection, IServiceProvider services)
{
    private const int PageSize = 500;

    private static readonly Caller Rebuilder = new(UserId.Parse("projection-rebuild"), Role.PlatformMaintenance, null);

    private readonly string[] types = [.. projection.Subscriptions.Keys];
    private Caller scope = Rebuilder;

    /// <summary>Empties the tables and fills them again. The caller commits.</summary>
    /// <returns>How many events there were.</returns>
    internal async Task<long> Run(CancellationToken cancellationToken)
    {
        await Empty(cancellationToken);
        var (after, count) = ((Place: long.MinValue, Id: Guid.Empty), 0L);
        while (await Page(after, cancellationToken) is { Count: > 0 } page)
        {
            await Apply(page, cancellationToken);
            count += page.Count;
            after = (page[^1].Place, page[^1].Message.Id);
        }

        return count;
    }

    private async Task Empty(CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Enter(batch, Rebuilder, always: true);
#pragma warning disable CA2100 // Names that the code gives, and quoted.
        foreach (var table in projection.Tables)
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"lock table public.{Quoted(table)} in exclusive mode"));
        foreach (var table in projection.Tables)
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"delete from public.{Quoted(table)}"));
#pragma warning restore CA2100
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<Kept>> Page((long Place, Guid Id) after, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Enter(batch, Rebuilder, always: true);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select place, id, source, type, customer_id, sent_at, handled_at, body from tdp.projected_event
            where (place, id) > ($1, $2) and type = any ($3) order by place, id limit $4
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = after.Place },
                new NpgsqlParameter<Guid> { TypedValue = after.Id },
                new NpgsqlParameter<string[]> { TypedValue = types },
                new NpgsqlParameter<int> { TypedValue = PageSize },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var page = new List<Kept>();
        while (await reader.ReadAsync(cancellationToken))
            page.Add(new Kept(
                reader.GetInt64(0),
                new TransportMessage(
                    reader.GetGuid(1), reader.GetString(3), reader.GetString(2), null, 0, null,
                    await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetString(4),
                    reader.GetFieldValue<DateTimeOffset>(5), null, reader.GetFieldValue<byte[]>(7)),
                reader.GetFieldValue<DateTimeOffset>(6)));
        return page;
    }

    // One round trip for a page: a decision on an event needs nothing but the event.
    private async Task Apply(List<Kept> page, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (_, message, handledAt) in page)
        {
            var handler = projection.Subscriptions[message.Type];
            var @event = await ReceivedEvent.Read(handler, message, database.Vault, cancellationToken);
            var customer = ReceivedEvent.CustomerOf(handler, @event, message);
            var caller = ReceivedEvent.CallerOf(handler, message, customer);
            var decision = await handler.Steps.Decide(
                @event, new Db(database, caller, handledAt),
                new EventContext(customer, message.Source, message.SentAt, handledAt), services, cancellationToken);
            if (decision is not { Refusal: null, Rows.Count: > 0 })
                continue;
            var statements = decision.Rows.Select(row => Database.Command(row.Sql.Text, row.Sql)).ToList();
            try
            {
                await database.Vault.Seal(statements, customer, isBound: caller.Customer is not null, cancellationToken);
            }
            catch (RefusedException)
            {
                // The customer was erased since, and so is this.
                continue;
            }

            Enter(batch, caller);
            foreach (var statement in statements)
                batch.BatchCommands.Add(statement);
        }

        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Enter(NpgsqlBatch batch, Caller caller, bool always = false)
    {
        if (!always && scope.Customer == caller.Customer && scope.Role == caller.Role)
            return;
        batch.BatchCommands.Add(database.Scope.Before(caller));
        scope = caller;
    }

    private static string Quoted(string table) => $"\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed record Kept(long Place, TransportMessage Message, DateTimeOffset HandledAt);
}
