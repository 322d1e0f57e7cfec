[Id]
public readonly partial record struct RequestId(Guid Value);

public enum RequestStatus
{
    Submitted,
    Resolved,
}

public sealed record RequestSummary(RequestId Id, string Title, RequestStatus Status, DateTimeOffset SubmittedAt);

internal sealed class ListRequestsHandler : IQueryHandler<ListRequests, Page<RequestSummary>>
{
    public Task<Page<RequestSummary>> Fetch(ListRequests query, Db db, CancellationToken cancellationToken) =>
        db.Page<RequestSummary>("select id, title, status, submitted_at from request", query, cancellationToken);
}
