namespace Requests.Contracts.Events;

/// <summary>Somebody began to work on a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">Whose request it is.</param>
/// <param name="SubmittedBy">Who had asked.</param>
/// <param name="AttendedBy">Who works on it.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestAttended(
    RequestId Request, CustomerId Customer, UserId SubmittedBy, UserId AttendedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
