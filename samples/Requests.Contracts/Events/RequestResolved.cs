namespace Requests.Contracts.Events;

/// <summary>A request was resolved.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="SubmittedBy">The user who submitted the request.</param>
/// <param name="ResolvedBy">Who reported it done.</param>
/// <param name="At">When it happened.</param>
[Webhook("request.resolved")]
public sealed record RequestResolved(
    RequestId Request, CustomerId Customer, UserId SubmittedBy, UserId ResolvedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
