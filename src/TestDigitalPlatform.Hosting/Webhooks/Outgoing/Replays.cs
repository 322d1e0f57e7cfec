using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>A delivery, as far as a decision needs it.</summary>
internal sealed record OwnDelivery(Guid Id);

internal sealed class ReplayWebhookDeliveryHandler : ICommandHandler<ReplayWebhookDelivery, OwnDelivery, Nothing>
{
    public Task<OwnDelivery> Fetch(ReplayWebhookDelivery command, Db db, CancellationToken cancellationToken) => db.One<OwnDelivery>(
        $"select id from tdp.webhook_delivery where id = {command.Delivery} and subscription = {command.Webhook}", cancellationToken);

    public static Decision<Nothing> Decide(ReplayWebhookDelivery command, OwnDelivery state, CommandContext context) => Decision.Accept()
        .Change($"""
            update tdp.webhook_delivery set state = 'waiting', begun_at = {context.Now}, due_at = {context.Now} where id = {state.Id}
            """);
}

internal sealed class ReplayWebhookHandler : ICommandHandler<ReplayWebhook, OwnSubscription, Nothing>
{
    public Task<OwnSubscription> Fetch(ReplayWebhook command, Db db, CancellationToken cancellationToken) =>
        db.One<OwnSubscription>(OwnSubscription.Of(command.Webhook), cancellationToken);

    public static Decision<Nothing> Decide(ReplayWebhook command, OwnSubscription state, CommandContext context) => Decision.Accept()
        .ChangeAny($"""
            update tdp.webhook_delivery set state = 'waiting', begun_at = {context.Now}, due_at = {context.Now}
            where subscription = {state.Id} and created_at >= {command.Since}
                and (state in ('failed', 'skipped') or ({command.IncludeDelivered} and state = 'delivered'))
            """);
}
