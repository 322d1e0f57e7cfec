namespace Requests.Contracts.Events;

/// <summary>What a request asked for was done.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">Whose request it is.</param>
/// <param name="SubmittedBy">Who had asked.</param>
/// <param name="ResolvedBy">Who reported it done.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestResolved(
    RequestId Request, CustomerId Customer, UserId SubmittedBy, UserId ResolvedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
