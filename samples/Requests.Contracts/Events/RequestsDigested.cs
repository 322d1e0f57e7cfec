namespace Requests.Contracts.Events;

/// <summary>What has happened to a customer's requests was summed up.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Submitted">The number of requests submitted since then.</param>
/// <param name="Closed">The number of requests resolved or rejected since then.</param>
/// <param name="Open">The number of open requests.</param>
/// <param name="Since">From when on.</param>
/// <param name="At">When it happened.</param>
[Webhook("requests.digested")]
public sealed record RequestsDigested(
    CustomerId Customer, int Submitted, int Closed, int Open, DateTimeOffset Since, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
