using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

internal sealed class ListWebhooksHandler : IQueryHandler<ListWebhooks, Page<WebhookSummary>>
{
    public Task<Page<WebhookSummary>> Fetch(ListWebhooks query, Db db, CancellationToken cancellationToken) => db.Page(
        """
        select id, url, to_jsonb(events) as events, filter::text as filter, description, disabled_at is null as is_enabled, disabled_because,
            failing_since, created_at, changed_at
        from tdp.webhook_subscription
        """,
        query, cancellationToken);
}

internal sealed class ListWebhookEventsHandler(WebhookOffer offer) : IQueryHandler<ListWebhookEvents, WebhookEvents>
{
    public Task<WebhookEvents> Fetch(ListWebhookEvents query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(new WebhookEvents(offer.Names));
}

internal sealed class ListWebhookDeliveriesHandler : IQueryHandler<ListWebhookDeliveries, Page<WebhookDelivery>>
{
    public Task<Page<WebhookDelivery>> Fetch(ListWebhookDeliveries query, Db db, CancellationToken cancellationToken) => db.Page(
        $"""
        select id, event, state, created_at, due_at, attempts, attempted_at, status, milliseconds, answer, error
        from tdp.webhook_delivery where subscription = {query.Webhook}
        """,
        query, cancellationToken);
}
