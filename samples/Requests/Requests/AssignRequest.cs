using Requests.Contracts.Events;

namespace Requests;

internal sealed class AssignRequestHandler : ICommandHandler<AssignRequest, Request, Nothing>
{
    public Task<Request> Fetch(AssignRequest command, Db db, CancellationToken cancellationToken) =>
        db.One<Request>(Request.ById(command.Request), cancellationToken);

    // Who may attend is known to the Customers service; a person who may not is stopped when they try to.
    public static Decision<Nothing> Decide(AssignRequest command, Request request, CommandContext context)
    {
        if (!request.IsOpen)
            return Decision.Refuse(Request.Closed);

        var assigned = request with { Assignee = command.Assignee };
        return Decision.Accept()
            .Change(assigned.Update(context.Now))
            .Notify(new RequestAssigned(
                request.Id, request.CustomerId, command.Assignee, context.User, context.Now));
    }
}
