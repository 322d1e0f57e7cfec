using System.Globalization;

namespace Notifications;

internal sealed class WatchNotificationsHandler : IQueryHandler<WatchNotifications, IAsyncEnumerable<Notification>>
{
    public async Task<IAsyncEnumerable<Notification>> Fetch(
        WatchNotifications query, Db db, CancellationToken cancellationToken)
    {
        var (customer, user) = (db.Customer, db.User);
        var last = query.LastEventId ?? (await db.One<long>(
            $"select coalesce(max(last), 0) from notification_counter where customer_id = {customer} and user_id = {user}",
            cancellationToken)).ToString(CultureInfo.InvariantCulture);
        return db.Follow<Notification>(
            after =>
                $"""
                select id, number, kind, subject, text, at, is_read from notification
                where customer_id = {customer} and user_id = {user} and number > {long.Parse(after!, CultureInfo.InvariantCulture)}
                order by number limit 100
                """,
            last, cancellationToken);
    }
}
