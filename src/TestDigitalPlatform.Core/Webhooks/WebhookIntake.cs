using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Processes;

namespace TestDigitalPlatform.Webhooks;

/// <summary>Stores the events that come by webhooks, before their senders are told that they have come.</summary>
/// <remarks>
/// The receipt and a message to the service itself are one transaction. The relay and the inbox do the rest, as for any
/// event: whatever ends in between, nothing is lost, and nothing takes effect twice.
/// </remarks>
internal sealed class WebhookIntake(
    Database database, OutboxSignal outbox, MessageOptions options, TimeProvider time, ILogger<WebhookIntake> logger)
{
    private readonly EventLimit limit = new(logger, options.MaxEventBytes);

    /// <summary>The id of the message that a webhook becomes.</summary>
    /// <returns>A UUID of version 8 (RFC 9562, section 5.8).</returns>
    internal static Guid MessageOf(string webhook, string id) => ProcessInstance.IdOf("webhook", null, $"{webhook}\0{id}");

    /// <param name="webhook">The name of the webhook.</param>
    /// <param name="id">What the sender repeats with each attempt.</param>
    /// <param name="event">The event.</param>
    /// <param name="customer">Whose it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it had not been stored before.</returns>
    /// <exception cref="RefusedException">The event can't be stored.</exception>
    internal async Task<bool> Store(
        string webhook, string id, IEvent @event, CustomerId? customer, CancellationToken cancellationToken)
    {
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var user = UserId.Parse(Caller.ServicePrefix + "webhooks");
        var caller = customer is null
            ? new Caller(user, Role.PlatformMaintenance, null)
            : new Caller(user, Role.CustomerUser, customer);
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(caller));
        batch.BatchCommands.Add(Database.Command($"select tdp.receive_webhook({webhook}, {id}, {now})"));
        batch.BatchCommands.Add(OutboxRow.Insert(@event, caller, now, limit, destination: database.Service, id: MessageOf(webhook, id)));
        await database.Vault.Seal(batch, caller, cancellationToken);
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is InboxMark.HandledBefore)
        {
            return false;
        }

        outbox.Stored();
        return true;
    }
}
