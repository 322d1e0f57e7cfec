namespace Requests.Contracts.Events;

/// <summary>Half of the time is over in which somebody has to attend to a request, and nobody has.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="Title">The title of the request.</param>
/// <param name="DueAt">When the time is over and the request is escalated.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestDelayed(
    RequestId Request, CustomerId Customer, string Title, DateTimeOffset DueAt, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
