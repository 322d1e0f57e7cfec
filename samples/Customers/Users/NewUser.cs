using Customers.Contracts.Events;

namespace Customers;

/// <summary>A user who is being invited.</summary>
internal sealed record NewUser(UserId Id, CustomerId Customer, string Email, string DisplayName, UserRole UserRole)
{
    public Sql Insert(DateTimeOffset now) =>
        $"""
        insert into customer_user (id, customer_id, email, display_name, user_role, status, invited_at, updated_at)
        values ({Id}, {Customer}, {Email}, {DisplayName}, {UserRole}, {UserStatus.Invited}, {now}, {now})
        """;

    public UserInvited Invited(DateTimeOffset now) => new(Customer, Id, Email, DisplayName, UserRole, now);
}
