namespace Requests.Contracts.Events;

/// <summary>A request was submitted.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="Title">The title of the request.</param>
/// <param name="Priority">The priority.</param>
/// <param name="SubmittedBy">The user who submitted the request.</param>
/// <param name="At">When it happened.</param>
[Webhook("request.submitted")]
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
