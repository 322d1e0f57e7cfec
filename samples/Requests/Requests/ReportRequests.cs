using Dapper;

namespace Requests;

internal sealed class ReportRequestsHandler
    : IQueryHandler<ReportRequests, IReadOnlyList<IDictionary<string, object?>>, RequestReport>
{
    private const int MaxRows = 1_000;

    // The caller chooses the columns, so the rows have a shape that is known only now: Dapper's dynamic rows have it too.
    // Only constants of this file are put together.
    public Task<IReadOnlyList<IDictionary<string, object?>>> Fetch(
        ReportRequests query, Db db, CancellationToken cancellationToken) =>
        db.Open<IReadOnlyList<IDictionary<string, object?>>>(
            async open =>
            {
                var rows = await open.Connection.QueryAsync(open.Command(
                    $"""
                    select {string.Join(", ", Groups(query).Select(Column))},
                        count(*) as requests,
                        round(avg(extract(epoch from closed_at - submitted_at)) / 3600, 1) as hours_to_close
                    from request
                    where submitted_at >= @since or @since is null
                    group by {string.Join(", ", Groups(query).Select((_, i) => i + 1))}
                    order by {string.Join(", ", Groups(query).Select((_, i) => i + 1))}
                    limit @maxRows
                    """,
                    new { since = query.Since, maxRows = MaxRows }));
                return [.. rows.Cast<IDictionary<string, object?>>()];
            },
            cancellationToken);

    public static RequestReport Process(
        ReportRequests query, IReadOnlyList<IDictionary<string, object?>> fetched, QueryContext context) =>
        new([.. fetched.Select(row => new RequestReportRow(
            Groups(query).ToDictionary(Name, group => (string?)row[Name(group)]),
            (long)row["requests"]!,
            (decimal?)row["hours_to_close"]))]);

    private static IEnumerable<ReportGroup> Groups(ReportRequests query) =>
        query.ThenBy is { } then && then != query.By ? [query.By, then] : [query.By];

    private static string Name(ReportGroup group) => group switch
    {
        ReportGroup.Status => "status",
        ReportGroup.Priority => "priority",
        ReportGroup.Assignee => "assignee",
        ReportGroup.Month => "month",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "There is no such group."),
    };

    private static string Column(ReportGroup group) => group == ReportGroup.Month
        ? "to_char(submitted_at at time zone 'utc', 'YYYY-MM') as month"
        : Name(group);
}
