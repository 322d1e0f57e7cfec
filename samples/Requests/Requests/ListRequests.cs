namespace Requests;

internal sealed class ListRequestsHandler : IQueryHandler<ListRequests, Page<RequestSummary>>
{
    // Row-level security narrows this to the caller's customer; (customer_id, submitted_at, id) serves the usual order.
    public static Sql Summaries =>
        """
        select id, customer_id as customer, title, status, priority, submitted_by, submitted_at, assignee
        from request
        """;

    public Task<Page<RequestSummary>> Fetch(ListRequests query, Db db, CancellationToken cancellationToken) =>
        db.Page(Summaries, query, cancellationToken);
}
