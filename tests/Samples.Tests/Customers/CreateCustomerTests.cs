using Customers;
using Customers.Contracts;
using Customers.Contracts.Events;

namespace Samples.Tests.Customers;

public sealed class CreateCustomerTests
{
    [Fact]
    public void Begins_with_one_invited_administrator()
    {
        var decision = Create(Plan.Free);

        decision.Values(0, "customer_id", "name", "status", "plan").ShouldBe(["acme", "Acme", "active", "free"]);
        decision.Values(1, "id", "customer_id", "email", "user_role", "status").ShouldBe(
            [decision.Answer.Administrator.Value, "acme", "ada@acme.example", "customerAdministrator", "invited"]);
    }

    [Fact]
    public void Tells_what_the_plan_allows_and_whom_to_invite()
    {
        var decision = Create(Plan.Free);

        decision.Events.ShouldBe(
        [
            new CustomerCreated(Given.Acme, "Acme", Plan.Free, MaxUsers: 10, MaxOpenRequests: 100, Given.Now),
            new UserInvited(
                Given.Acme,
                decision.Answer.Administrator,
                "ada@acme.example",
                "Ada Archer",
                UserRole.CustomerAdministrator,
                Given.Now),
        ]);
    }

    [Fact]
    public void Leaves_it_to_the_unique_key_whether_the_id_is_taken() =>
        Create(Plan.Free).Rows[0].OrRefuse.ShouldBe(CreateCustomerHandler.AlreadyExists);

    [Fact]
    public void Knows_the_limits_of_each_plan()
    {
        foreach (var plan in Enum.GetValues<Plan>())
            PlanLimits.Of(plan).MaxUsers.ShouldBePositive();
    }

    private static Decision<CustomerReceipt> Create(Plan plan) => CreateCustomerHandler.Decide(
        new CreateCustomer(Given.Acme, "Acme", plan, "ada@acme.example", "Ada Archer"), Given.ByPlatform());
}
