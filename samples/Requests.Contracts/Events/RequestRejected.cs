namespace Requests.Contracts.Events;

/// <summary>It was decided that a request will not be done.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="SubmittedBy">The user who submitted the request.</param>
/// <param name="RejectedBy">Who decided so.</param>
/// <param name="At">When it happened.</param>
[Webhook("request.rejected")]
public sealed record RequestRejected(
    RequestId Request, CustomerId Customer, UserId SubmittedBy, UserId RejectedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
