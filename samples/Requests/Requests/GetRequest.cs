namespace Requests;

internal sealed record RequestRow(
    RequestId Id,
    CustomerId CustomerId,
    string Title,
    string Description,
    RequestStatus Status,
    Priority Priority,
    UserId SubmittedBy,
    DateTimeOffset SubmittedAt,
    UserId? Assignee,
    DateTimeOffset? ClosedAt,
    TechnicalIssueId? IssueId,
    IssueStatus? IssueStatus,
    long Version,
    DateTimeOffset? PausedAt = null);

internal sealed record RequestWithComments(RequestRow Request, IReadOnlyList<RequestComment> Comments);

internal sealed class GetRequestHandler : IQueryHandler<GetRequest, RequestWithComments, RequestDetails>
{
    public async Task<RequestWithComments> Fetch(GetRequest query, Db db, CancellationToken cancellationToken)
    {
        var batch = db.Batch();
        var request = batch.One<RequestRow>(
            $"""
            select r.id, r.customer_id, r.title, r.description, r.status, r.priority, r.submitted_by, r.submitted_at,
                   r.assignee, r.closed_at, i.id as issue_id, i.status as issue_status, r.version, r.paused_at
            from request r
            left join lateral (
                select t.id, t.status from technical_issue t
                where t.request_id = r.id order by t.created_at desc limit 1) i on true
            where r.id = {query.Request}
            """);
        var comments = batch.List<RequestComment>(
            $"""
            select id, kind, text, written_by, written_at
            from (select * from request_comment where request_id = {query.Request}
                  order by written_at desc, id desc limit 500) latest
            order by written_at, id
            """);
        await batch.Run(cancellationToken);
        return new RequestWithComments(request.Value, comments.Value);
    }

    public static RequestDetails Process(GetRequest query, RequestWithComments fetched, QueryContext context)
    {
        var request = fetched.Request;
        return new RequestDetails(
            request.Id,
            request.CustomerId,
            request.Title,
            request.Description,
            request.Status,
            request.Priority,
            request.SubmittedBy,
            request.SubmittedAt,
            request.Assignee,
            request.ClosedAt,
            ReopenableUntil: request.ClosedAt + TimeSpan.FromDays(context.Settings<RequestSettings>().ReopenableForDays),
            TechnicalIssue: request is { IssueId: { } issue, IssueStatus: { } status }
                ? new LinkedIssue(issue, status)
                : null,
            fetched.Comments,
            request.Version,
            request.PausedAt);
    }
}
