namespace Requests.Contracts.Events;

/// <summary>Somebody asked for something.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">Whose request it is.</param>
/// <param name="Title">What is wanted, in a few words.</param>
/// <param name="Priority">How soon it should be attended.</param>
/// <param name="SubmittedBy">Who asked.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestSubmitted(
    RequestId Request,
    CustomerId Customer,
    string Title,
    Priority Priority,
    UserId SubmittedBy,
    DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
