namespace Customers;

/// <summary>A user, its customer, and who else could administer that.</summary>
/// <param name="OtherAdministrators">How many other administrators are active; an invited one may never come.</param>
internal sealed record UserOfCustomer(Customer Customer, User User, int OtherAdministrators) : IVersioned
{
    public static readonly Refusal NotYourself = new(
        "users.not_yourself",
        "You can't change your own role or deactivate yourself. Ask another administrator.",
        RefusalKind.Forbidden);

    public static readonly Refusal Deactivated = new("users.deactivated", "The user is deactivated.");

    public static readonly Refusal LastAdministrator = new(
        "users.last_administrator",
        "This is the customer's last administrator. Make another user an administrator first.");

    public long Version => User.Version;

    public static async Task<UserOfCustomer> Fetch(
        CustomerId customer, UserId user, Db db, CancellationToken cancellationToken)
    {
        var batch = db.Batch();
        var customerRow = batch.One<Customer>(Customer.ById(customer));
        var userRow = batch.One<User>(
            $"select id, user_role, status, version from customer_user where id = {user} and customer_id = {customer}");
        var others = batch.One<int>(
            $"""
            select count(*)::int from customer_user
            where customer_id = {customer} and id <> {user}
              and user_role = {UserRole.CustomerAdministrator} and status = {UserStatus.Active}
            """);
        await batch.Run(cancellationToken);
        return new UserOfCustomer(customerRow.Value, userRow.Value, others.Value);
    }

    /// <summary>Why this user can't be changed at all by this caller, if so.</summary>
    public Refusal? WhyNoChange(UserId caller)
    {
        if (Customer.IsSuspended)
            return Customer.Suspended;
        if (User.Status is UserStatus.Deactivated)
            return Deactivated;
        return User.Id == caller ? NotYourself : null;
    }

    /// <summary>Whether nobody could administer the customer without this user.</summary>
    public bool IsLastAdministrator => User.IsAdministrator && OtherAdministrators == 0;
}
