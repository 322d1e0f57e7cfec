using TestDigitalPlatform.Identity.Accounts;

namespace TestDigitalPlatform.Identity.Sessions;

internal sealed class ListSessionsHandler(IdentitySessionOptions options) : IQueryHandler<ListSessions, Page<SessionSummary>>
{
    public Task<Page<SessionSummary>> Fetch(ListSessions query, Db db, CancellationToken cancellationToken) => db.Page(
        $"""
        select id, address, user_agent, signed_in_at, seen_at from identity.session
        where account_id = {query.Account} and (account_id = {db.User} or {Administrators.Include(db)})
            and ended_at is null and signed_in_at > {db.Now - options.MaxAge} and seen_at > {db.Now - options.IdleLimit}
        """,
        query, cancellationToken);
}

/// <summary>An account whose sessions are to be ended.</summary>
internal sealed record SessionOwner(UserId Id)
{
    internal static readonly Refusal NotYours = new(
        "sessions.not_yours", "You may end your own sessions only. Ask an administrator.", RefusalKind.Forbidden);

    internal static Task<SessionOwner> Fetch(UserId account, Db db, CancellationToken cancellationToken) =>
        db.One<SessionOwner>($"select id from identity.account where id = {account}", cancellationToken);

    internal bool MayEnd(Caller caller) => Id == caller.User || Administrators.MayChange(caller);
}

internal sealed class EndSessionHandler : ICommandHandler<EndSession, SessionOwner, Nothing>
{
    public Task<SessionOwner> Fetch(EndSession command, Db db, CancellationToken cancellationToken) =>
        SessionOwner.Fetch(command.Account, db, cancellationToken);

    public static Decision<Nothing> Decide(EndSession command, SessionOwner owner, CommandContext context) =>
        owner.MayEnd(context.Caller!)
            ? Decision.Accept().ChangeAny(
                $"""
                update identity.session set ended_at = {context.Now}
                where id = {command.Session} and account_id = {owner.Id} and ended_at is null
                """)
            : Decision.Refuse(SessionOwner.NotYours);
}

internal sealed class EndSessionsHandler : ICommandHandler<EndSessions, SessionOwner, Nothing>
{
    public Task<SessionOwner> Fetch(EndSessions command, Db db, CancellationToken cancellationToken) =>
        SessionOwner.Fetch(command.Account, db, cancellationToken);

    public static Decision<Nothing> Decide(EndSessions command, SessionOwner owner, CommandContext context) =>
        owner.MayEnd(context.Caller!)
            ? Decision.Accept().ChangeAny(Account.EndSessions(owner.Id, context.Now))
            : Decision.Refuse(SessionOwner.NotYours);
}
