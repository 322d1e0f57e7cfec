using Customers;
using Customers.Contracts;
using Customers.Contracts.Events;
using static Customers.Contracts.UserRole;

namespace Samples.Tests.Customers;

public sealed class ChangeUserTests
{
    [Fact]
    public void Changes_a_role_over_the_versions_of_user_and_customer()
    {
        var decision = SetRole(CustomersGiven.Ann(CustomerUser), CustomerAdministrator);

        decision.Values(0, "user_role", "version").ShouldBe(["customerAdministrator", 3L]);
        decision.Value(1, "version").ShouldBe(7L);
        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new UserRoleChanged(Given.Acme, Given.Ann, CustomerAdministrator, Given.Now));
    }

    [Fact]
    public void Does_nothing_for_the_role_that_the_user_has()
    {
        var decision = SetRole(CustomersGiven.Ann(CustomerUser), CustomerUser);

        decision.Refusal.ShouldBeNull();
        decision.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Deactivates_a_user_and_frees_the_seat()
    {
        var decision = Deactivate(CustomersGiven.Ann());

        decision.Value(0, "status").ShouldBe("deactivated");
        decision.Value(1, "users").ShouldBe(3);
        decision.Events.ShouldHaveSingleItem().ShouldBe(new UserDeactivated(Given.Acme, Given.Ann, Given.Now));
    }

    [Theory]
    [InlineData(UserStatus.Active)]
    [InlineData(UserStatus.Invited)]
    public void Keeps_the_last_administrator(UserStatus status)
    {
        var last = CustomersGiven.Ann(CustomerAdministrator, status, otherAdministrators: 0);

        SetRole(last, CustomerUser).Refusal.ShouldBe(UserOfCustomer.LastAdministrator);
        Deactivate(last).Refusal.ShouldBe(UserOfCustomer.LastAdministrator);
    }

    [Fact]
    public void Lets_an_administrator_go_when_there_is_another()
    {
        var one = CustomersGiven.Ann(CustomerAdministrator, otherAdministrators: 1);

        SetRole(one, CustomerUser).Refusal.ShouldBeNull();
        Deactivate(one).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Lets_nobody_change_themselves()
    {
        var bob = CustomersGiven.Ann(CustomerAdministrator) with
        {
            User = new User(Given.Bob, CustomerAdministrator, UserStatus.Active, Version: 1),
        };

        SetRole(bob, CustomerUser).Refusal.ShouldBe(UserOfCustomer.NotYourself);
        Deactivate(bob).Refusal.ShouldBe(UserOfCustomer.NotYourself);
    }

    [Fact]
    public void Leaves_deactivated_users_alone()
    {
        var gone = CustomersGiven.Ann(status: UserStatus.Deactivated);

        SetRole(gone, CustomerAdministrator).Refusal.ShouldBe(UserOfCustomer.Deactivated);
        Deactivate(gone).Refusal.ShouldBe(UserOfCustomer.Deactivated);
    }

    private static Decision<Nothing> SetRole(UserOfCustomer state, UserRole role) => ChangeUserRoleHandler.Decide(
        new ChangeUserRole(Given.Acme, state.User.Id, role), state, Given.ByAdministrator());

    private static Decision<Nothing> Deactivate(UserOfCustomer state) => DeactivateUserHandler.Decide(
        new DeactivateUser(Given.Acme, state.User.Id), state, Given.ByAdministrator());
}
