using Requests.Contracts.Events;

namespace Requests;

internal sealed class StartAttendingHandler : ICommandHandler<StartAttending, Request, Nothing>
{
    public static readonly Refusal AssignedToAnother = new(
        "requests.assigned_to_another", "The request is assigned to another user. Assign it to yourself first.");

    public Task<Request> Fetch(StartAttending command, Db db, CancellationToken cancellationToken) =>
        db.One<Request>(Request.ById(command.Request), cancellationToken);

    public static Decision<Nothing> Decide(StartAttending command, Request request, CommandContext context)
    {
        var user = context.User;
        if (request.After(RequestStep.Attend, context.Now) is not { } attended)
            return Decision.Refuse(Request.NotPossibleNow);
        if (request.PausedAt is not null)
            return Decision.Refuse(Request.Paused);
        if (request.Assignee is { } assignee && assignee != user)
            return Decision.Refuse(AssignedToAnother);

        attended = attended with { Assignee = user };
        return Decision.Accept()
            .Change(attended.Update(context.Now))
            .Notify(new RequestAttended(request.Id, request.CustomerId, request.SubmittedBy, user, context.Now));
    }
}
