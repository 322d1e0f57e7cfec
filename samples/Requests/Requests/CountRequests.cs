namespace Requests;

internal sealed record StatusCount(RequestStatus Status, int Count);

internal sealed class CountRequestsHandler : IQueryHandler<CountRequests, IReadOnlyList<StatusCount>, RequestCounts>
{
    public Task<IReadOnlyList<StatusCount>> Fetch(CountRequests query, Db db, CancellationToken cancellationToken) =>
        db.List<StatusCount>("select status, count(*)::int as count from request group by status", cancellationToken);

    public static RequestCounts Process(CountRequests query, IReadOnlyList<StatusCount> fetched, QueryContext context)
    {
        var of = fetched.ToDictionary(row => row.Status, row => row.Count);
        return new RequestCounts(
            Open: fetched.Where(row => row.Status.IsOpen()).Sum(row => row.Count),
            Submitted: of.GetValueOrDefault(RequestStatus.Submitted),
            Attending: of.GetValueOrDefault(RequestStatus.Attending),
            Escalated: of.GetValueOrDefault(RequestStatus.Escalated),
            Resolved: of.GetValueOrDefault(RequestStatus.Resolved),
            Rejected: of.GetValueOrDefault(RequestStatus.Rejected));
    }
}
