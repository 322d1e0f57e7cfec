namespace Requests.Contracts.Events;

/// <summary>A closed request was taken up again.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">Whose request it is.</param>
/// <param name="SubmittedBy">Who had asked.</param>
/// <param name="ReopenedBy">Who took it up again.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestReopened(
    RequestId Request, CustomerId Customer, UserId SubmittedBy, UserId ReopenedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
