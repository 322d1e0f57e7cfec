using Customers;
using Customers.Contracts;
using Customers.Contracts.Events;

namespace Samples.Tests.Customers;

public sealed class InviteUserTests
{
    private static readonly InviteUser Command = new(Given.Acme, "Grace@acme.example", "Grace Garcia");

    [Fact]
    public void Makes_an_invited_user_who_takes_a_seat()
    {
        var decision = Invite(CustomersGiven.Acme(users: 4));

        decision.Values(0, "id", "customer_id", "email", "display_name", "user_role", "status").ShouldBe(
            [decision.Answer.Id.Value, "acme", "Grace@acme.example", "Grace Garcia", "customerUser", "invited"]);
        decision.Values(1, "users", "version").ShouldBe([5, 7L]);
        decision.Events.ShouldHaveSingleItem().ShouldBe(new UserInvited(
            Given.Acme, decision.Answer.Id, "Grace@acme.example", "Grace Garcia", UserRole.CustomerUser, Given.Now));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Refuses_more_users_than_the_plan_allows(int users, bool full) =>
        Invite(CustomersGiven.Acme(Plan.Free, users)).Refusal.ShouldBe(full ? InviteUserHandler.TooManyUsers : null);

    [Fact]
    public void Leaves_it_to_the_unique_index_whether_the_address_was_invited_before() =>
        Invite(CustomersGiven.Acme()).Rows[0].OrRefuse.ShouldBe(InviteUserHandler.AlreadyInvited);

    private static Decision<UserReceipt> Invite(Customer customer) =>
        InviteUserHandler.Decide(Command, customer, Given.ByAdministrator());
}
