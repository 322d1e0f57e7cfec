using Customers;
using Customers.Contracts;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Conformance;

public sealed class CustomersConformance() : ServiceConformance("customers", CustomersService.Create)
{
    protected override async Task Arrange(Arrangement given)
    {
        if (given.IsFor<CreateCustomer>())
            return;
        await given.Send(new CreateCustomer(given.Customer, "Acme", Plan.Standard, "ada@acme.example", "Ada Archer"));
        var user = (await given.Send(new InviteUser(given.Customer, "bob@acme.example", "Bob Bell"))).Id;
        given.Use(user);
        // The example's role is what an invited user has already: nothing would be done.
        given.Use(new ChangeUserRole(given.Customer, user, UserRole.CustomerAdministrator));
        if (given.IsFor<ReactivateCustomer>())
            await given.Send(new SuspendCustomer(given.Customer, "Unpaid."));
    }
}
