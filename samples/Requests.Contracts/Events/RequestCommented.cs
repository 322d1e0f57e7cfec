namespace Requests.Contracts.Events;

/// <summary>A request got a comment.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer of the request.</param>
/// <param name="Comment">The comment.</param>
/// <param name="SubmittedBy">The user who submitted the request.</param>
/// <param name="Assignee">The assigned user; <see langword="null"/> if nobody is assigned.</param>
/// <param name="WrittenBy">Who commented.</param>
/// <param name="At">When it happened.</param>
public sealed record RequestCommented(
    RequestId Request,
    CustomerId Customer,
    CommentId Comment,
    UserId SubmittedBy,
    UserId? Assignee,
    UserId WrittenBy,
    DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Request.ToString();
}
