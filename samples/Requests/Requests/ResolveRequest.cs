using Requests.Contracts.Events;

namespace Requests;

internal sealed class ResolveRequestHandler : ICommandHandler<ResolveRequest, Request, Nothing>
{
    public Task<Request> Fetch(ResolveRequest command, Db db, CancellationToken cancellationToken) =>
        db.One<Request>(Request.ById(command.Request), cancellationToken);

    public static Decision<Nothing> Decide(ResolveRequest command, Request request, CommandContext context)
    {
        if (request.After(RequestStep.Resolve, context.Now) is not { } resolved)
            return Decision.Refuse(Request.NotPossibleNow);

        return Decision.Accept()
            .Change(resolved.Update(context.Now))
            .Insert(Comment.On(request, CommentKind.Resolution, command.Resolution, context).Insert(context))
            .Change(CustomerAccount.CountOneLess(request.CustomerId))
            .Notify(new RequestResolved(
                request.Id, request.CustomerId, request.SubmittedBy, context.User, context.Now));
    }
}
