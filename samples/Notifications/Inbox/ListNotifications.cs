namespace Notifications;

internal sealed class ListNotificationsHandler : IQueryHandler<ListNotifications, Page<Notification>>
{
    public Task<Page<Notification>> Fetch(ListNotifications query, Db db, CancellationToken cancellationToken) => db.Page(
        $"select id, number, kind, subject, text, at, is_read from notification where customer_id = {db.Customer} and user_id = {db.User}",
        query, cancellationToken);
}
