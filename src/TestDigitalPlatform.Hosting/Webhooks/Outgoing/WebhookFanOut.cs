using System.Diagnostics;
using System.Text.Json;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>Stores a delivery for each subscription that wants an event, in the transaction in which the event takes effect.</summary>
/// <param name="name">The event's public name.</param>
internal sealed class WebhookFanOut(string name) : EventSteps
{
    // For how long a webhook that is disabled can be made up for.
    private static readonly TimeSpan SkippedFor = TimeSpan.FromDays(7);

    internal override Task<Decision<Nothing>?> Decide(
        IEvent @event, Db db, EventContext context, IServiceProvider services, CancellationToken cancellationToken)
    {
        using var step = PlatformTelemetry.Step("decide");
        var decision = Decision.Accept();
        // What belongs to no customer has no subscribers.
        if (context.Customer is { } customer)
            decision.ChangeAny(Deliveries(@event, customer, context));
        return Task.FromResult<Decision<Nothing>?>(decision);
    }

    private Sql Deliveries(IEvent @event, CustomerId customer, EventContext context)
    {
        var data = JsonSerializer.Serialize(@event, @event.GetType(), PlatformJson.Options);
        var trace = Activity.Current?.Parent?.Id ?? Activity.Current?.Id;
        return $"""
            insert into tdp.webhook_delivery
                (id, subscription, customer_id, event, body, trace_parent, state, created_at, begun_at, due_at)
            select gen_random_uuid(), s.id, s.customer_id, {name},
                json_build_object('type', {name}::text, 'timestamp', {context.ToldAt}, 'data', {data}::json)::jsonb, {trace},
                case when s.disabled_at is null then 'waiting' else 'skipped' end, {context.Now}, {context.Now},
                case when s.disabled_at is null then {context.Now}::timestamptz end
            from tdp.webhook_subscription s
            where s.customer_id = {customer} and {name} = any(s.events)
                and (s.disabled_at is null or s.disabled_at > {context.Now - SkippedFor}) and (s.filter is null or {data}::jsonb @> s.filter)
            """;
    }
}
