using Customers.Contracts.Events;

namespace Customers;

internal sealed class CreateCustomerHandler : ICommandHandler<CreateCustomer, CustomerReceipt>
{
    public static readonly Refusal AlreadyExists = new(
        "customers.already_exists", "A customer with this id already exists. Choose another id.");

    private static readonly CustomerSettings NewSettings = new("Etc/UTC", "en", NotificationEmail: null);

    public static Decision<CustomerReceipt> Decide(CreateCustomer command, CommandContext context)
    {
        var (customer, limits) = (command.Id, PlanLimits.Of(command.Plan));
        var administrator = new NewUser(
            User.NewId(context),
            customer,
            command.AdministratorEmail,
            command.AdministratorName,
            UserRole.CustomerAdministrator);
        return Decision.Accept(new CustomerReceipt(customer, administrator.Id))
            .Insert(
                $"""
                insert into customer (customer_id, name, status, plan, users, settings, created_at, updated_at)
                values ({customer}, {command.Name}, {CustomerStatus.Active}, {command.Plan}, 1, {NewSettings},
                        {context.Now}, {context.Now})
                """,
                orRefuse: AlreadyExists)
            .Insert(administrator.Insert(context.Now))
            .Notify(new CustomerCreated(
                customer, command.Name, command.Plan, limits.MaxUsers, limits.MaxOpenRequests, context.Now))
            .Notify(administrator.Invited(context.Now));
    }
}
