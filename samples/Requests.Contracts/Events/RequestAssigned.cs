namespace Requests.Contracts.Events;

/// <summary>A request was assigned.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="Assignee">Who is to attend to it.</param>
/// <param name="AssignedBy">Who said so.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestAssigned(
    RequestId Request, CustomerId Customer, UserId Assignee, UserId AssignedBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
