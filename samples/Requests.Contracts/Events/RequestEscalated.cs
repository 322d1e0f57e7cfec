namespace Requests.Contracts.Events;

/// <summary>A technical issue was made of a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="Issue">The technical issue.</param>
/// <param name="Severity">The severity.</param>
/// <param name="EscalatedBy">The Platform Administrator who made it.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestEscalated(
    RequestId Request,
    CustomerId Customer,
    TechnicalIssueId Issue,
    IssueSeverity Severity,
    UserId EscalatedBy,
    DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
