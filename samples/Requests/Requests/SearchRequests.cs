namespace Requests;

internal sealed class SearchRequestsHandler : IQueryHandler<SearchRequests, Page<RequestSummary>>
{
    // Newest first rather than best first: a rank is no key that a next page could begin at.
    public Task<Page<RequestSummary>> Fetch(SearchRequests query, Db db, CancellationToken cancellationToken) =>
        db.Page(
            $"{ListRequestsHandler.Summaries} where search @@ websearch_to_tsquery('english', {query.Text})",
            query,
            cancellationToken);
}
