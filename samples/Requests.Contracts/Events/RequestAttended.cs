namespace Requests.Contracts.Events;

/// <summary>Work on a request has started.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="SubmittedBy">The user who submitted the request.</param>
/// <param name="AttendedBy">Who works on it.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestAttended(
    RequestId Request, CustomerId Customer, UserId SubmittedBy, UserId AttendedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
