using Customers.Contracts.Events;

namespace Customers;

internal sealed class ChangeSettingsHandler : ICommandHandler<ChangeSettings, Customer, Nothing>
{
    public static readonly Refusal UnknownTimeZone = new(
        "customers.unknown_time_zone",
        "The time zone is not known. Send an IANA name such as Europe/Berlin.",
        RefusalKind.Invalid);

    public Task<Customer> Fetch(ChangeSettings command, Db db, CancellationToken cancellationToken) =>
        db.One<Customer>(Customer.ById(command.Customer), cancellationToken);

    public static Decision<Nothing> Decide(ChangeSettings command, Customer customer, CommandContext context)
    {
        if (customer.IsSuspended)
            return Decision.Refuse(Customer.Suspended);
        if (!IanaTimeZone.IsKnown(command.TimeZone))
            return Decision.Refuse(UnknownTimeZone);

        var changed = customer with
        {
            // The platform's own people may change it, too: it is encrypted with the customer's key all the same.
            Settings = new CustomerSettings(
                command.TimeZone, command.Language, command.NotificationEmail?.For(customer.CustomerId)),
        };
        return Decision.Accept()
            .Change(changed.Update(context.Now))
            .Notify(new SettingsChanged(customer.CustomerId, changed.Settings, context.Now));
    }
}
