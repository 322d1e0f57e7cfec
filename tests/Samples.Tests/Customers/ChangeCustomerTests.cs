using Customers;
using Customers.Contracts;
using Customers.Contracts.Events;

namespace Samples.Tests.Customers;

public sealed class ChangeCustomerTests
{
    private static readonly CommandContext Bob = Given.ByAdministrator();

    [Fact]
    public void Renames_over_the_version_that_was_read()
    {
        var decision = RenameCustomerHandler.Decide(new(Given.Acme, "Acme International"), CustomersGiven.Acme(), Bob);

        decision.Values(0, "name", "version").ShouldBe(["Acme International", 7L]);
        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new CustomerRenamed(Given.Acme, "Acme International", Given.Now));
    }

    [Fact]
    public void Sets_all_settings_at_once()
    {
        var command = new ChangeSettings(Given.Acme, "Asia/Tokyo", "ja", "office@acme.example");

        var decision = ChangeSettingsHandler.Decide(command, CustomersGiven.Acme(), Bob);

        decision.Events.ShouldHaveSingleItem().ShouldBe(new SettingsChanged(
            Given.Acme, new CustomerSettings("Asia/Tokyo", "ja", "office@acme.example"), Given.Now));
    }

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("Etc/UTC", true)]
    [InlineData("Europe/Atlantis", false)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("UTC", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("America/Port-au-Prince", true)]
    [InlineData("Etc/GMT+5", true)]
    [InlineData("localtime", false)]
    [InlineData("posixrules", false)]
    [InlineData("posix/Europe/Berlin", false)]
    [InlineData("right/Europe/Berlin", false)]
    [InlineData("Factory", false)]
    [InlineData("europe/berlin", false)]
    [InlineData("EUROPE/BERLIN", false)]
    [InlineData("Europe/../localtime", false)]
    [InlineData("Europe//Berlin", false)]
    [InlineData("Europe/Berlin ", false)]
    [InlineData("/etc/localtime", false)]
    [InlineData("Europe", false)]
    [InlineData("Europe/", false)]
    [InlineData("Tokyo Standard Time", false)]
    [InlineData("utc", false)]
    [InlineData("+01:00", false)]
    public void Knows_time_zones_by_their_iana_name(string name, bool known)
    {
        var decision = ChangeSettingsHandler.Decide(new(Given.Acme, name, "de"), CustomersGiven.Acme(), Bob);

        decision.Refusal.ShouldBe(known ? null : ChangeSettingsHandler.UnknownTimeZone);
    }

    [Fact]
    public void Tells_what_the_new_plan_allows()
    {
        var decision = ChangePlanHandler.Decide(new(Given.Acme, Plan.Enterprise), CustomersGiven.Acme(), Bob);

        decision.Value(0, "plan").ShouldBe("enterprise");
        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new PlanChanged(Given.Acme, Plan.Enterprise, MaxUsers: 5_000, MaxOpenRequests: 20_000, Given.Now));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Refuses_a_plan_that_is_too_small_for_the_users_there_are(int users, bool tooSmall)
    {
        var decision = ChangePlanHandler.Decide(new(Given.Acme, Plan.Free), CustomersGiven.Acme(users: users), Bob);

        decision.Refusal.ShouldBe(tooSmall ? ChangePlanHandler.PlanTooSmall : null);
    }

    [Fact]
    public void Does_nothing_for_the_plan_that_is_booked_already()
    {
        var decision = ChangePlanHandler.Decide(new(Given.Acme, Plan.Standard), CustomersGiven.Acme(), Bob);

        decision.Refusal.ShouldBeNull();
        decision.Rows.ShouldBeEmpty();
        decision.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Suspends_with_a_reason_and_reactivates_without_one()
    {
        var suspended = SuspendCustomerHandler.Decide(
            new(Given.Acme, "Overdue."), CustomersGiven.Acme(), Given.ByPlatform());
        suspended.Values(0, "status", "suspended_for").ShouldBe(["suspended", "Overdue."]);
        suspended.Events.ShouldHaveSingleItem().ShouldBe(new CustomerSuspended(Given.Acme, "Overdue.", Given.Now));

        var reactivated = ReactivateCustomerHandler.Decide(
            new(Given.Acme), CustomersGiven.Suspended(), Given.ByPlatform());
        reactivated.Values(0, "status", "suspended_for").ShouldBe(["active", null]);
        reactivated.Events.ShouldHaveSingleItem().ShouldBe(new CustomerReactivated(Given.Acme, Given.Now));
    }

    [Fact]
    public void Reactivates_only_what_is_suspended() =>
        ReactivateCustomerHandler.Decide(new(Given.Acme), CustomersGiven.Acme(), Given.ByPlatform())
            .Refusal.ShouldBe(ReactivateCustomerHandler.NotSuspended);

    [Fact]
    public void Changes_nothing_of_a_suspended_customer()
    {
        var suspended = CustomersGiven.Suspended();
        var user = CustomersGiven.Ann() with { Customer = suspended };

        Refusal?[] refusals =
        [
            RenameCustomerHandler.Decide(new(Given.Acme, "New"), suspended, Bob).Refusal,
            ChangeSettingsHandler.Decide(new(Given.Acme, "Etc/UTC", "en"), suspended, Bob).Refusal,
            ChangePlanHandler.Decide(new(Given.Acme, Plan.Enterprise), suspended, Bob).Refusal,
            SuspendCustomerHandler.Decide(new(Given.Acme, "Again."), suspended, Given.ByPlatform()).Refusal,
            InviteUserHandler.Decide(new(Given.Acme, "a@b.example", "A"), suspended, Bob).Refusal,
            ChangeUserRoleHandler.Decide(new(Given.Acme, Given.Ann, UserRole.CustomerAdministrator), user, Bob).Refusal,
            DeactivateUserHandler.Decide(new(Given.Acme, Given.Ann), user, Bob).Refusal,
        ];

        refusals.ShouldAllBe(refusal => refusal == Customer.Suspended);
    }
}
