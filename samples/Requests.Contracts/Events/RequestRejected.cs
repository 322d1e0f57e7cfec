namespace Requests.Contracts.Events;

/// <summary>It was decided that a request will not be done.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">Whose request it is.</param>
/// <param name="SubmittedBy">Who had asked.</param>
/// <param name="RejectedBy">Who decided so.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestRejected(
    RequestId Request, CustomerId Customer, UserId SubmittedBy, UserId RejectedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
