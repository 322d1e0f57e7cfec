namespace Requests.Contracts.Events;

/// <summary>A closed request was taken up again.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="SubmittedBy">The user who submitted the request.</param>
/// <param name="ReopenedBy">Who took it up again.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestReopened(
    RequestId Request, CustomerId Customer, UserId SubmittedBy, UserId ReopenedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
