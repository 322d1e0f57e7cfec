using Customers;
using Customers.Contracts;
using Customers.Contracts.Events;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Customers;

public sealed class InvitationDeadlineTests
{
    private static readonly UserInvited Invited = new(
        Given.Acme, Given.Ann, "ann@acme.example", "Ann", UserRole.CustomerUser, Given.Now);

    [Fact]
    public void Reminds_after_three_days_and_expires_after_fourteen()
    {
        var run = Begun();

        run.Advance(TimeSpan.FromDays(3));
        run.Events.ShouldBe([new InvitationReminded(Given.Acme, Given.Ann, Given.Now.AddDays(14), Given.Now.AddDays(3))]);
        run.Sent.ShouldBeEmpty();

        run.Advance(TimeSpan.FromDays(11));
        run.Sent.ShouldBe([new ExpireInvitation(Given.Acme, Given.Ann)]);
        run.Succeed();
        run.State.ShouldBeNull();
    }

    [Fact]
    public void Ends_when_the_invitation_is_accepted_or_the_user_deactivated()
    {
        var (accepted, deactivated) = (Begun(), Begun());

        accepted.On(new InvitationAccepted(Given.Acme, Given.Ann, Given.Now));
        deactivated.Advance(TimeSpan.FromDays(5));
        deactivated.On(new UserDeactivated(Given.Acme, Given.Ann, Given.Now));

        (accepted.State, deactivated.State).ShouldBe((null, null));
    }

    [Fact]
    public void Leaves_the_only_administrators_invitation_open()
    {
        var decision = ExpireInvitationHandler.Decide(
            new ExpireInvitation(Given.Acme, Given.Ann),
            CustomersGiven.Ann(UserRole.CustomerAdministrator, UserStatus.Invited, otherAdministrators: 0), Given.ByPlatform());
        decision.Refusal.ShouldBe(UserOfCustomer.LastAdministrator);

        var run = Begun();
        run.Advance(TimeSpan.FromDays(14));
        run.Refuse(decision.Refusal!);
        run.State.ShouldBeNull();
    }

    [Fact]
    public void An_accepted_invitation_does_not_expire() => ExpireInvitationHandler.Decide(
        new ExpireInvitation(Given.Acme, Given.Ann), CustomersGiven.Ann(status: UserStatus.Active), Given.ByPlatform())
        .Refusal.ShouldBe(ExpireInvitationHandler.NotInvited);

    [Fact]
    public async Task Frees_the_seat_so_that_the_person_can_be_invited_again()
    {
        await using var service = await TestService.Start("customers", CustomersService.Create);
        var pia = service.Client(Role.PlatformAdministrator, user: "pia");
        var ada = (await pia.Send(new CreateCustomer(Given.Acme, "Acme", Plan.Standard, "ada@acme.example", "Ada"))).Administrator;
        await pia.Send(new AcceptInvitation(Given.Acme, ada));
        await pia.Send(new AcceptInvitation(Given.Acme, ada));
        var invite = new InviteUser(Given.Acme, "ann@acme.example", "Ann");
        await pia.Send(invite);
        foreach (var told in await service.Events())
            await service.Publish(told);

        service.Time.Advance(TimeSpan.FromDays(3));
        await service.Until(async () => (await service.Events<InvitationReminded>()).Count == 1);
        service.Time.Advance(TimeSpan.FromDays(11));
        await service.Until(async () => (await service.Events<UserDeactivated>()).Count == 1);

        (await pia.Query(new GetCustomer(Given.Acme))).Users.ShouldBe(1);
        (await pia.Page(new ListUsers { Customer = Given.Acme })).Items.Single().Status.ShouldBe(UserStatus.Active);
        await pia.Send(invite);
    }

    private static ProcessRun<InvitationDeadline, Invitation> Begun()
    {
        var run = new ProcessRun<InvitationDeadline, Invitation>(Given.Now);
        run.On(Invited);
        return run;
    }
}
