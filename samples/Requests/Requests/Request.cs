namespace Requests;

/// <summary>What the rules need to know about a request.</summary>
internal sealed record Request(
    RequestId Id,
    CustomerId CustomerId,
    RequestStatus Status,
    UserId SubmittedBy,
    UserId? Assignee,
    DateTimeOffset? ClosedAt,
    int CommentCount,
    long Version,
    DateTimeOffset? PausedAt = null) : IVersioned
{
    public static readonly Refusal NotPossibleNow = new(
        "requests.not_possible_now", "The request's status does not allow this.");

    public static readonly Refusal Closed = new(
        "requests.closed", "The request is closed. Reopen it or submit a new request.");

    public static readonly Refusal Paused = new(
        "requests.paused", "Work on the request is paused, because its customer is suspended.");

    public bool IsOpen => Status.IsOpen();

    public static Sql Select =>
        "select id, customer_id, status, submitted_by, assignee, closed_at, comment_count, version, paused_at from request";

    public static Sql ById(RequestId id) => $"{Select} where id = {id}";

    /// <summary>The request as the step leaves it; <see langword="null"/> when the step can't be taken now.</summary>
    public Request? After(RequestStep step, DateTimeOffset now) => RequestLifecycle.Next(Status, step) is { } status
        ? this with { Status = status, ClosedAt = status.IsOpen() ? null : now }
        : null;

    /// <summary>Writes the columns that rules change, unless there was a concurrent change.</summary>
    public Sql Update(DateTimeOffset now) =>
        $"""
        update request
        set status = {Status}, assignee = {Assignee}, closed_at = {ClosedAt}, comment_count = {CommentCount},
            updated_at = {now}, version = version + 1
        where id = {Id} and version = {Version}
        """;
}
