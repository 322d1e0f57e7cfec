namespace Customers;

internal sealed class InviteUserHandler : ICommandHandler<InviteUser, Customer, UserReceipt>
{
    public static readonly Refusal TooManyUsers = new(
        "customers.too_many_users",
        "The customer has reached the user limit of its plan. Deactivate a user or change the plan.");

    // Only the unique index knows, also when the same person is invited twice at once.
    public static readonly Refusal AlreadyInvited = new(
        "users.already_invited", "The customer already has a user with this email address.");

    public Task<Customer> Fetch(InviteUser command, Db db, CancellationToken cancellationToken) =>
        db.One<Customer>(Customer.ById(command.Customer), cancellationToken);

    public static Decision<UserReceipt> Decide(InviteUser command, Customer customer, CommandContext context)
    {
        if (customer.IsSuspended)
            return Decision.Refuse(Customer.Suspended);
        if (customer.Users >= PlanLimits.Of(customer.Plan).MaxUsers)
            return Decision.Refuse(TooManyUsers);

        var user = new NewUser(
            User.NewId(context), customer.CustomerId, command.Email, command.DisplayName, command.UserRole);
        var grown = customer with { Users = customer.Users + 1 };
        return Decision.Accept(new UserReceipt(user.Id))
            .Insert(user.Insert(context.Now), orRefuse: AlreadyInvited)
            .Change(grown.Update(context.Now))
            .Notify(user.Invited(context.Now));
    }
}
