namespace Requests.Contracts.Events;

/// <summary>A technical issue was mended, and its request is attended to again.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">Whose request it is.</param>
/// <param name="Issue">The technical issue.</param>
/// <param name="Assignee">Who attends to the request; <see langword="null"/> for nobody.</param>
/// <param name="ResolvedBy">Who mended it.</param>
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
