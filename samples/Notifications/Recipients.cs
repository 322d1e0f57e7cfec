using Customers.Contracts;
using Customers.Contracts.Events;

namespace Notifications;

/// <summary>Users as this service knows them: a read model, kept from the events of the service Customers.</summary>
[Projection("recipient")]
internal sealed class Recipients :
    IEventHandler<UserInvited>, IEventHandler<UserRoleChanged>, IEventHandler<UserDeactivated>
{
    public static Decision<Nothing> Decide(UserInvited @event, EventContext context) => Decision.Accept().Change(
        $"""
        insert into recipient (customer_id, user_id, email, is_administrator, is_active)
        values ({@event.Customer}, {@event.User}, {@event.Email}, {@event.UserRole == UserRole.CustomerAdministrator}, true)
        on conflict (customer_id, user_id) do update set email = excluded.email, is_administrator = excluded.is_administrator,
            is_active = true
        """);

    public static Decision<Nothing> Decide(UserRoleChanged @event, EventContext context) => Decision.Accept().ChangeAny(
        $"""
        update recipient set is_administrator = {@event.UserRole == UserRole.CustomerAdministrator}
        where customer_id = {@event.Customer} and user_id = {@event.User}
        """);

    public static Decision<Nothing> Decide(UserDeactivated @event, EventContext context) => Decision.Accept().ChangeAny(
        $"update recipient set is_active = false where customer_id = {@event.Customer} and user_id = {@event.User}");
}
