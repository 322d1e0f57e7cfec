namespace Requests.Contracts.Events;

/// <summary>Somebody commented on a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">Whose request it is.</param>
/// <param name="Comment">The comment.</param>
/// <param name="SubmittedBy">Who had asked.</param>
/// <param name="Assignee">Who is to attend to it; <see langword="null"/> for nobody yet.</param>
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
