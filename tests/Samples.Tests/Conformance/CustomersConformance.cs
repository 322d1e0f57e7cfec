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
        given.Use((await given.Send(new InviteUser(given.Customer, "bob@acme.example", "Bob Bell"))).Id);
        if (given.IsFor<ReactivateCustomer>())
            await given.Send(new SuspendCustomer(given.Customer, "Unpaid."));
    }
}
