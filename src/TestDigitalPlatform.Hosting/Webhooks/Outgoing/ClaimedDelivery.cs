namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>A delivery that this node has taken, with all that it takes to send it.</summary>
internal sealed record ClaimedDelivery(
    Guid Id, Guid Subscription, CustomerId CustomerId, string Event, string Body, string? TraceParent, DateTimeOffset BegunAt, int Attempts,
    string Url, Sensitive<string> Secret, Sensitive<string>? FormerSecret)
{
    internal static Sql Claim(DateTimeOffset now, DateTimeOffset leaseEnd, int atMost, int places) =>
        $"""
        select id, subscription, customer_id, event, body, trace_parent, begun_at, attempts, url, secret, former_secret
        from tdp.claim_deliveries({now}, {leaseEnd}, {atMost}, {places})
        """;
}
