using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Projections;

/// <summary>Sends the history of events to a service that keeps a projection of them, when somebody asked for it.</summary>
/// <remarks>
/// What is sent twice is kept once, and its order does not matter: the receiver knows the events' numbers. So a node that
/// ends in between leaves the wish to another one, which begins anew.
/// </remarks>
internal sealed class HistorySender(
    Database database, IMessageTransport? transport, TimeProvider time, ILogger<HistorySender> logger)
    : RequestedWork(database, time, logger)
{
    private const int PageSize = 200;

    private static readonly Caller Sender = new(UserId.Parse("history"), Role.PlatformMaintenance, null);

    // Without a transport nobody can ask.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        transport is null ? Task.CompletedTask : base.ExecuteAsync(stoppingToken);

    internal override async Task<bool> DoNext(CancellationToken cancellationToken)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await Claim(connection, cancellationToken) is not var (receiver, types))
            return false;
        try
        {
            var events = await Send(connection, receiver, types, cancellationToken);
            await End(connection, receiver, events, null, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            ProjectionsLog.Sent(Logger, receiver, events);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ProjectionsLog.NotSent(Logger, receiver, e);
            await Fail(
                transaction, e, (other, error) => End(other, receiver, null, error, cancellationToken), cancellationToken);
        }

        return true;
    }

    private async Task<long> Send(
        NpgsqlConnection connection, string receiver, string[] types, CancellationToken cancellationToken)
    {
        var (after, count) = ((Number: long.MinValue, Id: Guid.Empty), 0L);
        while (await Page(connection, types, after, cancellationToken) is { Count: > 0 } page)
        {
            await transport!.Publish([.. page.Select(HistoryMessage.Of)], receiver, cancellationToken);
            count += page.Count;
            after = (page[^1].Number, page[^1].Id);
        }

        return count;
    }

    private async Task<(string Receiver, string[] Types)?> Claim(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Database.Scope.Before(Sender));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select receiver, wanted from tdp.claim_delivery()"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) || await reader.IsDBNullAsync(0, cancellationToken)
            ? null
            : (reader.GetString(0), reader.GetFieldValue<string[]>(1));
    }

    private async Task<List<TransportMessage>> Page(
        NpgsqlConnection connection, string[] types, (long Number, Guid Id) after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select number, id, type, customer_id, at, body from tdp.read_history($1, $2, $3, $4)", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = types },
                new NpgsqlParameter<long> { TypedValue = after.Number },
                new NpgsqlParameter<Guid> { TypedValue = after.Id },
                new NpgsqlParameter<int> { TypedValue = PageSize },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<TransportMessage>();
        while (await reader.ReadAsync(cancellationToken))
            page.Add(new TransportMessage(
                reader.GetGuid(1), reader.GetString(2), Database.Service, null, reader.GetInt64(0), null,
                await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4), null, Encoding.UTF8.GetBytes(reader.GetString(5))));
        return page;
    }

    private async Task End(
        NpgsqlConnection connection, string receiver, long? events, string? error, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Database.Scope.Before(Sender));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select tdp.end_delivery($1, $2, $3, $4, $5)")
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = receiver },
                new NpgsqlParameter<string> { TypedValue = error is null ? "done" : "failed" },
                new NpgsqlParameter<long?> { TypedValue = events },
                new NpgsqlParameter<string?> { TypedValue = error },
                new NpgsqlParameter<DateTime> { TypedValue = Time.GetUtcNow().UtcDateTime },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
