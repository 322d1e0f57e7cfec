using Customers;
using Customers.Contracts;

namespace Samples.Tests.Customers;

/// <summary>Customers and users in the states that rules are about.</summary>
internal static class CustomersGiven
{
    public static readonly CustomerSettings Settings = new("Europe/Berlin", "de", null);

    public static Customer Acme(Plan plan = Plan.Standard, int users = 4) => new(
        Given.Acme, "Acme", CustomerStatus.Active, SuspendedFor: null, plan, users, Settings, Version: 7);

    public static Customer Suspended() =>
        Acme() with { Status = CustomerStatus.Suspended, SuspendedFor = "Overdue." };

    /// <summary>Ann, who is not the one who calls, in a customer with this many other administrators.</summary>
    public static UserOfCustomer Ann(
        UserRole role = UserRole.CustomerUser, UserStatus status = UserStatus.Active, int otherAdministrators = 1) =>
        new(Acme(), new User(Given.Ann, role, status, Version: 3), otherAdministrators);
}
