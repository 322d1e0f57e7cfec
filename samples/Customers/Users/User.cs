namespace Customers;

/// <summary>Makes the names of new users.</summary>
[Id]
internal readonly partial record struct NewUserId(Guid Value);

/// <summary>What the rules need to know about a user.</summary>
internal sealed record User(UserId Id, UserRole UserRole, UserStatus Status, long Version)
{
    public bool IsAdministrator => UserRole is UserRole.CustomerAdministrator && Status is not UserStatus.Deactivated;

    public static UserId NewId(CommandContext context) => UserId.Parse(context.NewId<NewUserId>().ToString());

    /// <summary>Writes the columns that rules change, unless there was a concurrent change.</summary>
    public Sql Update(DateTimeOffset now) =>
        $"""
        update customer_user set user_role = {UserRole}, status = {Status}, updated_at = {now}, version = version + 1
        where id = {Id} and version = {Version}
        """;
}
