using Customers;
using Customers.Contracts;

namespace Samples.Tests.Customers;

public sealed class CustomerQueriesTests
{
    [Fact]
    public void Shows_what_the_plan_allows_beside_what_is_used()
    {
        var row = new CustomerRow(
            Given.Acme,
            "Acme",
            CustomerStatus.Active,
            SuspendedFor: null,
            Plan.Free,
            Users: 4,
            CustomersGiven.Settings,
            Given.Now,
            Version: 2);

        var details = GetCustomerHandler.Process(
            new GetCustomer(Given.Acme), row, new QueryContext(Given.ByUser().Caller, Given.Now));

        (details.Users, details.MaxUsers, details.MaxOpenRequests).ShouldBe((4, 10, 100));
    }

    [Fact]
    public void Tells_who_acts_on_whose_behalf()
    {
        var caller = Given.ByUser().Caller! with { Actor = UserId.Parse("pia") };

        var identity = WhoAmIHandler.Process(
            new WhoAmI(), new KnownUser("Acme", "Ann Archer", "ann@acme.example"), new QueryContext(caller, Given.Now));

        identity.ShouldBe(new Identity(
            Given.Ann, Role.CustomerUser, Given.Acme, "Acme", "Ann Archer", "ann@acme.example", UserId.Parse("pia")));
    }
}
