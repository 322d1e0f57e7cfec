namespace Notifications;

internal sealed class ChangePreferenceHandler : ICommandHandler<ChangePreference, Nothing>
{
    public static Decision<Nothing> Decide(ChangePreference command, CommandContext context) => Decision.Accept().Change(
        $"""
        insert into preference (customer_id, user_id, kind, in_app, by_email)
        values ({context.Customer}, {context.User}, {command.Kind}, {command.InApp}, {command.ByEmail})
        on conflict (customer_id, user_id, kind) do update set in_app = excluded.in_app, by_email = excluded.by_email
        """);
}
