using Notifications.Contracts.Events;
using Requests.Contracts.Events;

namespace Notifications;

/// <summary>A user who is to be told something.</summary>
/// <param name="User">The user.</param>
/// <param name="Email">The address, if one is known.</param>
/// <param name="InApp">Whether the user wants to find it in the list.</param>
/// <param name="ByEmail">Whether the user wants a mail.</param>
internal sealed record Reader(UserId User, string? Email, bool InApp, bool ByEmail);

/// <summary>Turns what happens to requests into notifications and mails.</summary>
internal sealed class NewsHandler :
    IEventHandler<RequestAssigned, IReadOnlyList<Reader>>, IEventHandler<RequestAttended, IReadOnlyList<Reader>>,
    IEventHandler<RequestCommented, IReadOnlyList<Reader>>, IEventHandler<RequestDelayed, IReadOnlyList<Reader>>,
    IEventHandler<RequestEscalated, IReadOnlyList<Reader>>, IEventHandler<RequestRejected, IReadOnlyList<Reader>>,
    IEventHandler<RequestReopened, IReadOnlyList<Reader>>, IEventHandler<RequestResolved, IReadOnlyList<Reader>>
{
    public Task<IReadOnlyList<Reader>> Fetch(RequestAssigned @event, Db db, CancellationToken cancellationToken) =>
        Readers(News.Of(@event), db, cancellationToken);

    public Task<IReadOnlyList<Reader>> Fetch(RequestAttended @event, Db db, CancellationToken cancellationToken) =>
        Readers(News.Of(@event), db, cancellationToken);

    public Task<IReadOnlyList<Reader>> Fetch(RequestCommented @event, Db db, CancellationToken cancellationToken) =>
        Readers(News.Of(@event), db, cancellationToken);

    public Task<IReadOnlyList<Reader>> Fetch(RequestDelayed @event, Db db, CancellationToken cancellationToken) =>
        Readers(News.Of(@event), db, cancellationToken);

    public Task<IReadOnlyList<Reader>> Fetch(RequestEscalated @event, Db db, CancellationToken cancellationToken) =>
        Readers(News.Of(@event), db, cancellationToken);

    public Task<IReadOnlyList<Reader>> Fetch(RequestRejected @event, Db db, CancellationToken cancellationToken) =>
        Readers(News.Of(@event), db, cancellationToken);

    public Task<IReadOnlyList<Reader>> Fetch(RequestReopened @event, Db db, CancellationToken cancellationToken) =>
        Readers(News.Of(@event), db, cancellationToken);

    public Task<IReadOnlyList<Reader>> Fetch(RequestResolved @event, Db db, CancellationToken cancellationToken) =>
        Readers(News.Of(@event), db, cancellationToken);

    public static Decision<Nothing> Decide(RequestAssigned @event, IReadOnlyList<Reader> state, EventContext context) =>
        Tell(News.Of(@event), state);

    public static Decision<Nothing> Decide(RequestAttended @event, IReadOnlyList<Reader> state, EventContext context) =>
        Tell(News.Of(@event), state);

    public static Decision<Nothing> Decide(RequestCommented @event, IReadOnlyList<Reader> state, EventContext context) =>
        Tell(News.Of(@event), state);

    public static Decision<Nothing> Decide(RequestDelayed @event, IReadOnlyList<Reader> state, EventContext context) =>
        Tell(News.Of(@event), state);

    public static Decision<Nothing> Decide(RequestEscalated @event, IReadOnlyList<Reader> state, EventContext context) =>
        Tell(News.Of(@event), state);

    public static Decision<Nothing> Decide(RequestRejected @event, IReadOnlyList<Reader> state, EventContext context) =>
        Tell(News.Of(@event), state);

    public static Decision<Nothing> Decide(RequestReopened @event, IReadOnlyList<Reader> state, EventContext context) =>
        Tell(News.Of(@event), state);

    public static Decision<Nothing> Decide(RequestResolved @event, IReadOnlyList<Reader> state, EventContext context) =>
        Tell(News.Of(@event), state);

    private static Task<IReadOnlyList<Reader>> Readers(News news, Db db, CancellationToken cancellationToken) => db.List<Reader>(
        $"""
        select a.user_id as user, r.email, coalesce(p.in_app, true) as in_app, coalesce(p.by_email, true) as by_email
        from (
            select unnest({news.Users.Select(user => user.Value).ToArray()}) as user_id
            union select user_id from recipient where {news.ToAdministrators} and is_administrator and is_active) a
        left join recipient r on r.user_id = a.user_id and r.is_active
        left join preference p on p.user_id = a.user_id and p.kind = {news.Kind}
        """,
        cancellationToken);

    private static Decision<Nothing> Tell(News news, IReadOnlyList<Reader> readers)
    {
        var decision = Decision.Accept();
        var inApp = readers.Where(reader => reader.InApp).Select(reader => reader.User).ToArray();
        foreach (var user in inApp)
            decision.Change(Count(news, user)).Change(Add(news, user));
        foreach (var reader in readers.Where(reader => reader is { ByEmail: true, Email: not null }))
            decision.Call(new SendMail(reader.Email!, news.Text, $"{news.Text}\n\nRequest {news.Subject}, {news.At:u}\n"));
        return inApp.Length == 0
            ? decision
            : decision.Notify(new NotificationAdded(news.Customer, inApp, news.Kind, news.Subject, news.At));
    }

    // Locks the user's counter, so that numbers become visible in their order.
    private static Sql Count(News news, UserId user) =>
        $"""
        insert into notification_counter as c (customer_id, user_id, last) values ({news.Customer}, {user}, 1)
        on conflict (customer_id, user_id) do update set last = c.last + 1
        """;

    private static Sql Add(News news, UserId user) =>
        $"""
        insert into notification (customer_id, user_id, number, kind, subject, text, at)
        select customer_id, user_id, last, {news.Kind}, {news.Subject}, {news.Text}, {news.At} from notification_counter
        where customer_id = {news.Customer} and user_id = {user}
        """;
}
