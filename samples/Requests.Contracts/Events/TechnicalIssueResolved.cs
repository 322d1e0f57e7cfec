namespace Requests.Contracts.Events;

/// <summary>A technical issue was resolved, and work on its request continues.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="Issue">The technical issue.</param>
/// <param name="Assignee">The assigned user; <see langword="null"/> for none.</param>
/// <param name="ResolvedBy">Who resolved it.</param>
/// <param name="At">When it happened.</param>
public sealed record TechnicalIssueResolved(
    RequestId Request,
    CustomerId Customer,
    TechnicalIssueId Issue,
    UserId? Assignee,
    UserId ResolvedBy,
    DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
