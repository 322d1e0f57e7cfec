using Requests.Contracts.Events;

namespace Requests;

internal sealed class RejectRequestHandler : ICommandHandler<RejectRequest, Request, Nothing>
{
    public Task<Request> Fetch(RejectRequest command, Db db, CancellationToken cancellationToken) =>
        db.One<Request>(Request.ById(command.Request), cancellationToken);

    public static Decision<Nothing> Decide(RejectRequest command, Request request, CommandContext context)
    {
        if (request.After(RequestStep.Reject, context.Now) is not { } rejected)
            return Decision.Refuse(Request.NotPossibleNow);

        return Decision.Accept()
            .Change(rejected.Update(context.Now))
            .Insert(Comment.On(request, CommentKind.Rejection, command.Reason, context).Insert(context))
            .Change(CustomerAccount.CountOneLess(request.CustomerId))
            .Notify(new RequestRejected(
                request.Id, request.CustomerId, request.SubmittedBy, context.User, context.Now));
    }
}
