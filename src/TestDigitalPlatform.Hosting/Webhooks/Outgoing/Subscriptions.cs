using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>Names a subscription.</summary>
[Id]
internal readonly partial record struct WebhookId(Guid Value);

/// <summary>What a new subscription is decided on.</summary>
/// <param name="Count">How many the customer has.</param>
/// <param name="Secret">A new secret.</param>
/// <param name="Refusal">Why it can't be delivered to.</param>
internal sealed record NewSubscription(long Count, string Secret, Refusal? Refusal);

internal sealed class SubscribeWebhookHandler(WebhookTarget target)
    : ICommandHandler<SubscribeWebhook, NewSubscription, WebhookCredentials>
{
    private const int MaxSubscriptions = 50;

    public static readonly Refusal TooMany = new(
        "webhook.too_many", "A customer can have 50 webhooks. Delete one that is no longer used.");

    // The secret is made here: a decision has nothing that is random.
    public async Task<NewSubscription> Fetch(SubscribeWebhook command, Db db, CancellationToken cancellationToken) => new(
        await db.One<long>($"select count(*) from tdp.webhook_subscription", cancellationToken),
        WebhookKey.Create(), target.Check(command.Url, command.Events, command.Filter));

    public static Decision<WebhookCredentials> Decide(SubscribeWebhook command, NewSubscription state, CommandContext context)
    {
        if (state.Refusal is { } refusal)
            return Decision.Refuse(refusal);
        if (state.Count >= MaxSubscriptions)
            return Decision.Refuse(TooMany);
        var (id, secret) = (context.NewId<WebhookId>().Value, new Sensitive<string>(state.Secret));
        return Decision.Accept(new WebhookCredentials(id, secret))
            .Insert($"""
                insert into tdp.webhook_subscription
                    (id, customer_id, url, events, filter, description, secret, created_at, changed_at)
                values
                    ({id}, {context.Customer}, {command.Url}, {command.Events.Distinct().ToArray()}, {command.Filter}::text::jsonb,
                     {command.Description}, {secret}, {context.Now}, {context.Now})
                """)
            .About(id.ToString());
    }
}

/// <summary>A subscription, as far as a decision needs it.</summary>
internal sealed record OwnSubscription(Guid Id, bool IsEnabled)
{
    internal static Sql Of(Guid webhook) =>
        $"select id, disabled_at is null as is_enabled from tdp.webhook_subscription where id = {webhook}";
}

/// <summary>What a change of a subscription is decided on.</summary>
internal sealed record ChangedSubscription(OwnSubscription Subscription, Refusal? Refusal);

internal sealed class ChangeWebhookHandler(WebhookTarget target) : ICommandHandler<ChangeWebhook, ChangedSubscription, Nothing>
{
    public async Task<ChangedSubscription> Fetch(ChangeWebhook command, Db db, CancellationToken cancellationToken) => new(
        await db.One<OwnSubscription>(OwnSubscription.Of(command.Webhook), cancellationToken),
        target.Check(command.Url, command.Events, command.Filter));

    public static Decision<Nothing> Decide(ChangeWebhook command, ChangedSubscription state, CommandContext context) =>
        state.Refusal is { } refusal
            ? Decision.Refuse(refusal)
            : Decision.Accept().Change($"""
                update tdp.webhook_subscription set url = {command.Url}, events = {command.Events.Distinct().ToArray()},
                    filter = {command.Filter}::text::jsonb, description = {command.Description}, changed_at = {context.Now}
                where id = {command.Webhook}
                """);
}

/// <summary>What a rotation is decided on.</summary>
internal sealed record NewSecret(OwnSubscription Subscription, string Secret);

internal sealed class RotateWebhookSecretHandler : ICommandHandler<RotateWebhookSecret, NewSecret, WebhookCredentials>
{
    public async Task<NewSecret> Fetch(RotateWebhookSecret command, Db db, CancellationToken cancellationToken) => new(
        await db.One<OwnSubscription>(OwnSubscription.Of(command.Webhook), cancellationToken), WebhookKey.Create());

    public static Decision<WebhookCredentials> Decide(RotateWebhookSecret command, NewSecret state, CommandContext context)
    {
        var secret = new Sensitive<string>(state.Secret);
        return Decision.Accept(new WebhookCredentials(command.Webhook, secret)).Change($"""
            update tdp.webhook_subscription set former_secret = secret, former_until = {context.Now.AddHours(command.OverlapHours)},
                secret = {secret}, changed_at = {context.Now}
            where id = {command.Webhook}
            """);
    }
}

internal sealed class EnableWebhookHandler : ICommandHandler<EnableWebhook, OwnSubscription, Nothing>
{
    public Task<OwnSubscription> Fetch(EnableWebhook command, Db db, CancellationToken cancellationToken) =>
        db.One<OwnSubscription>(OwnSubscription.Of(command.Webhook), cancellationToken);

    public static Decision<Nothing> Decide(EnableWebhook command, OwnSubscription state, CommandContext context) => Decision.Accept()
        .Change($"""
            update tdp.webhook_subscription set disabled_at = null, disabled_because = null, failing_since = null, changed_at = {context.Now}
            where id = {state.Id}
            """);
}

internal sealed class DisableWebhookHandler : ICommandHandler<DisableWebhook, OwnSubscription, Nothing>
{
    public Task<OwnSubscription> Fetch(DisableWebhook command, Db db, CancellationToken cancellationToken) =>
        db.One<OwnSubscription>(OwnSubscription.Of(command.Webhook), cancellationToken);

    public static Decision<Nothing> Decide(DisableWebhook command, OwnSubscription state, CommandContext context) => state.IsEnabled
        ? Decision.Accept().Change($"""
            update tdp.webhook_subscription set disabled_at = {context.Now}, disabled_because = 'requested', changed_at = {context.Now}
            where id = {state.Id}
            """)
        : Decision.Accept();
}

internal sealed class DeleteWebhookHandler : ICommandHandler<DeleteWebhook, OwnSubscription, Nothing>
{
    public Task<OwnSubscription> Fetch(DeleteWebhook command, Db db, CancellationToken cancellationToken) =>
        db.One<OwnSubscription>(OwnSubscription.Of(command.Webhook), cancellationToken);

    public static Decision<Nothing> Decide(DeleteWebhook command, OwnSubscription state, CommandContext context) =>
        Decision.Accept().ChangeAny($"select tdp.delete_webhook({state.Id})");
}
