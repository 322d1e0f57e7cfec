using Requests.Contracts.Events;

namespace Requests;

/// <summary>A closed request, and whether its customer has room for one more open one.</summary>
internal sealed record Reopening(Request Request, CustomerAccount Account) : IVersioned
{
    public long Version => Request.Version;
}

internal sealed class ReopenRequestHandler : ICommandHandler<ReopenRequest, Reopening, Nothing>
{
    public static readonly Refusal ClosedTooLong = new(
        "requests.closed_too_long", "The request was closed too long ago to be reopened: submit another.");

    public static readonly Refusal NotForUsers = new(
        "requests.reopening_not_for_users", "Only an administrator can reopen requests here: ask one.",
        RefusalKind.Forbidden);

    public static readonly Refusal NotYours = new(
        "requests.not_yours", "Only the submitter or an administrator can reopen a request.", RefusalKind.Forbidden);

    public async Task<Reopening> Fetch(ReopenRequest command, Db db, CancellationToken cancellationToken)
    {
        var batch = db.Batch();
        var request = batch.One<Request>(Request.ById(command.Request));
        var account = batch.One<CustomerAccount>(
            $"""
            select a.max_open, a.open_count, coalesce(c.suspended, false) as suspended
            from customer_account a
            join request r on r.customer_id = a.customer_id
            left join customer c on c.customer_id = a.customer_id
            where r.id = {command.Request}
            """);
        await batch.Run(cancellationToken);
        return new Reopening(request.Value, account.Value);
    }

    public static Decision<Nothing> Decide(ReopenRequest command, Reopening state, CommandContext context)
    {
        var (request, account) = state;
        var settings = context.Settings<RequestSettings>();
        if (context.Caller?.Role is Role.CustomerUser && !settings.UsersMayReopen)
            return Decision.Refuse(NotForUsers);
        if (context.Caller?.Role is Role.CustomerUser && request.SubmittedBy != context.User)
            return Decision.Refuse(NotYours);
        if (request.After(RequestStep.Reopen, context.Now) is not { } reopened)
            return Decision.Refuse(Request.NotPossibleNow);
        if (context.Now > request.ClosedAt + TimeSpan.FromDays(settings.ReopenableForDays))
            return Decision.Refuse(ClosedTooLong);
        if (account.Suspended)
            return Decision.Refuse(CustomerAccount.IsSuspended);
        if (account.IsFull)
            return Decision.Refuse(CustomerAccount.TooManyOpen);

        // Nobody's again: who closed it may be away by now, and it should be seen by all who can attend to it.
        reopened = reopened with { Assignee = null };
        return Decision.Accept()
            .Change(reopened.Update(context.Now))
            .Insert(Comment.On(request, CommentKind.Reopening, command.Reason, context).Insert(context))
            .Change(CustomerAccount.CountOneMore(request.CustomerId))
            .Notify(new RequestReopened(
                request.Id, request.CustomerId, request.SubmittedBy, context.User, context.Now));
    }
}
