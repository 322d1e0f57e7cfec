namespace Notifications;

internal sealed class ReadNotificationsHandler : ICommandHandler<ReadNotifications, Nothing>
{
    public static Decision<Nothing> Decide(ReadNotifications command, CommandContext context) => Decision.Accept().ChangeAny(
        $"""
        update notification set is_read = true
        where customer_id = {context.Customer} and user_id = {context.User} and number <= {command.UpTo} and not is_read
        """);
}
