using TestDigitalPlatform.Identity.Accounts;

namespace TestDigitalPlatform.Identity.Sessions;

/// <summary>Where people are signed in.</summary>
internal sealed class SessionRegistry(AccountDatabase database, IdentitySessionOptions options, TimeProvider time)
{
    private const int MaxUserAgent = 300;
    private const int MaxListed = 100;

    // The time of use is written this rarely.
    private static readonly TimeSpan Seen = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session of an account that is active.</summary>
    /// <returns>The secret that the browser keeps, and the session; <see langword="null"/> when the account is not active, or has
    /// changed since the sign-in began.</returns>
    internal async ValueTask<(string Secret, Session Session)?> Begin(NewSession session, CancellationToken cancellationToken)
    {
        var (secret, now) = (OneTimeSecret.New(), time.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        string[] methods = [.. session.Methods];
        var userAgent = session.UserAgent is { Length: > MaxUserAgent } agent ? agent[..MaxUserAgent] : session.UserAgent;
        var isNew = await database.Change(
            $"""
            insert into identity.session (id, key_hash, account_id, customer_id, methods, address, user_agent, signed_in_at, seen_at)
            select {id}, {OneTimeSecret.Hash(secret)}, id, customer_id, {methods}, {session.Address}, {userAgent}, {now}, {now}
            from identity.account
            where id = {session.User} and status = 'active' and security_stamp = {session.SecurityStamp}
            """,
            cancellationToken);
        return isNew ? (secret, new Session(id, session.User, session.Methods, now, now)) : null;
    }

    /// <summary>The session of a browser's secret, which is in use from now on; <see langword="null"/> when there is none.</summary>
    internal async ValueTask<Session?> Find(string secret, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = await database.Find(
            $"""
            select s.id, s.account_id, s.methods, s.signed_in_at, s.seen_at from identity.session s
            join identity.account a on a.id = s.account_id
            where s.key_hash = {OneTimeSecret.Hash(secret)} and a.status = 'active' and s.ended_at is null
                and s.signed_in_at > {now - options.MaxAge} and s.seen_at > {now - options.IdleLimit}
            """,
            row => new Session(
                row.GetGuid(0), UserId.Parse(row.GetString(1)), row.GetFieldValue<string[]>(2),
                row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);
        if (session is not null && session.SeenAt < now - Seen)
        {
            await database.Change(
                $"update identity.session set seen_at = {now} where id = {session.Id} and seen_at < {now}", cancellationToken);
        }

        return session;
    }

    /// <summary>Whether nobody has ended a session.</summary>
    /// <remarks>
    /// A session that the browser has not used for long counts: an application's refresh token is there for while nobody looks, and
    /// has an end of its own.
    /// </remarks>
    internal async ValueTask<bool> IsAlive(Guid session, CancellationToken cancellationToken) => await database.Find(
        $"""
        select s.id from identity.session s join identity.account a on a.id = s.account_id
        where s.id = {session} and a.status = 'active' and s.ended_at is null
        """,
        row => row.GetGuid(0).ToString(), cancellationToken) is not null;

    /// <summary>The sessions of an account that go on, newest first.</summary>
    internal ValueTask<IReadOnlyList<SessionSummary>> List(UserId user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.List(
            $"""
            select id, address, user_agent, signed_in_at, seen_at from identity.session
            where account_id = {user} and ended_at is null
                and signed_in_at > {now - options.MaxAge} and seen_at > {now - options.IdleLimit}
            order by signed_in_at desc, id desc limit {MaxListed}
            """,
            row => new SessionSummary(
                SessionId.From(row.GetGuid(0)), row.IsDBNull(1) ? null : row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<DateTimeOffset>(3),
                row.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);
    }

    /// <summary>Removes sessions that have ended, and those that no refresh token can belong to any more.</summary>
    internal ValueTask<bool> Forget(DateTimeOffset endedBefore, int atMost, CancellationToken cancellationToken) => database.Change(
        $"""
        delete from identity.session where id = any(array(
            select s.id from identity.session s
            where s.ended_at < {endedBefore} or (s.signed_in_at < {endedBefore} and s.seen_at < {endedBefore}
                and not exists (select from identity.grant_of_client g where g.subject = s.account_id))
            limit {atMost}))
        """,
        cancellationToken);

    /// <summary>Ends a session.</summary>
    internal ValueTask<bool> End(Guid session, CancellationToken cancellationToken) => database.Change(
        $"update identity.session set ended_at = {time.GetUtcNow()} where id = {session} and ended_at is null", cancellationToken);

    /// <summary>Ends a session of an account.</summary>
    internal ValueTask<bool> End(UserId user, Guid session, CancellationToken cancellationToken) => database.Change(
        $"""
        update identity.session set ended_at = {time.GetUtcNow()}
        where id = {session} and account_id = {user} and ended_at is null
        """,
        cancellationToken);

    /// <summary>Ends all sessions of an account.</summary>
    internal ValueTask<bool> EndAll(UserId user, CancellationToken cancellationToken) =>
        database.Change(Account.EndSessions(user, time.GetUtcNow()), cancellationToken);
}

/// <summary>A session to be.</summary>
internal sealed record NewSession(
    UserId User, Guid SecurityStamp, IReadOnlyList<string> Methods, string? Address, string? UserAgent);

/// <summary>A session that goes on.</summary>
internal sealed record Session(
    Guid Id, UserId User, IReadOnlyList<string> Methods, DateTimeOffset SignedInAt, DateTimeOffset SeenAt);
