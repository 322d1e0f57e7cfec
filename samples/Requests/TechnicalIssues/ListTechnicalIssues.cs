namespace Requests;

internal sealed class ListTechnicalIssuesHandler : IQueryHandler<ListTechnicalIssues, Page<TechnicalIssueSummary>>
{
    // Nothing of the request and nothing that names the customer: the maintenance team needs neither.
    private const string Issues =
        """
        select id, title, description, severity, status, created_by, created_at, resolution, resolved_by, resolved_at
        from technical_issue
        """;

    public Task<Page<TechnicalIssueSummary>> Fetch(
        ListTechnicalIssues query, Db db, CancellationToken cancellationToken) =>
        db.Page(Issues, query, cancellationToken);
}
