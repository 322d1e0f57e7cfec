using Requests.Contracts.Events;

namespace Requests;

internal sealed class EscalateRequestHandler : ICommandHandler<EscalateRequest, Request, TechnicalIssueReceipt>
{
    public Task<Request> Fetch(EscalateRequest command, Db db, CancellationToken cancellationToken) =>
        db.One<Request>(Request.ById(command.Request), cancellationToken);

    public static Decision<TechnicalIssueReceipt> Decide(
        EscalateRequest command, Request request, CommandContext context)
    {
        if (request.After(RequestStep.Escalate, context.Now) is not { } escalated)
            return Decision.Refuse(Request.NotPossibleNow);
        if (request.PausedAt is not null)
            return Decision.Refuse(Request.Paused);

        var (issue, user) = (context.NewId<TechnicalIssueId>(), context.User);
        return Decision.Accept(new TechnicalIssueReceipt(issue))
            .Change(escalated.Update(context.Now))
            .Insert($"""
                insert into technical_issue
                    (id, request_id, customer_id, title, description, severity, status, created_by, created_at)
                values
                    ({issue}, {request.Id}, {request.CustomerId}, {command.Title}, {command.Description},
                     {command.Severity}, {IssueStatus.Open}, {user}, {context.Now})
                """)
            .Notify(new RequestEscalated(
                request.Id, request.CustomerId, issue, command.Severity, user, context.Now));
    }
}
