using Requests.Contracts.Events;

namespace Requests;

/// <summary>A technical issue and the request that waits for it.</summary>
internal sealed record IssueOfRequest(TechnicalIssue Issue, Request Request) : IVersioned
{
    public long Version => Issue.Version;
}

internal sealed class ResolveTechnicalIssueHandler : ICommandHandler<ResolveTechnicalIssue, IssueOfRequest, Nothing>
{
    public static readonly Refusal AlreadyResolved = new(
        "issues.already_resolved", "The technical issue is already resolved.");

    public async Task<IssueOfRequest> Fetch(ResolveTechnicalIssue command, Db db, CancellationToken cancellationToken)
    {
        var batch = db.Batch();
        var issue = batch.One<TechnicalIssue>(
            $"select id, status, version from technical_issue where id = {command.Issue}");
        var request = batch.One<Request>(
            $"{Request.Select} where id = (select request_id from technical_issue where id = {command.Issue})");
        await batch.Run(cancellationToken);
        return new IssueOfRequest(issue.Value, request.Value);
    }

    public static Decision<Nothing> Decide(ResolveTechnicalIssue command, IssueOfRequest state, CommandContext context)
    {
        var (issue, request) = state;
        // Only an open issue's request is escalated, so the second condition is the first one seen from the other side.
        if (issue.Status is IssueStatus.Resolved || request.After(RequestStep.Mend, context.Now) is not { } attended)
            return Decision.Refuse(AlreadyResolved);

        return Decision.Accept()
            .Change($"""
                update technical_issue
                set status = {IssueStatus.Resolved}, resolution = {command.Resolution},
                    resolved_by = {context.User}, resolved_at = {context.Now}, version = version + 1
                where id = {issue.Id} and version = {issue.Version}
                """)
            .Change(attended.Update(context.Now))
            .Notify(new TechnicalIssueResolved(
                request.Id, request.CustomerId, issue.Id, request.Assignee, context.User, context.Now));
    }
}
