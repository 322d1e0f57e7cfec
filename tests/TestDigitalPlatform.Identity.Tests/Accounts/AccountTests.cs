using System.Net.Http.Json;
using TestDigitalPlatform.Identity.Accounts;
using TestDigitalPlatform.Identity.Events;
using TestDigitalPlatform.Identity.Passwords;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed class AccountTests(AccountsFixture provider)
{
    [Fact]
    public async Task Becomes_active_by_the_invitation_once()
    {
        var person = await provider.Invite();
        var anybody = provider.Service.Anonymous();

        await anybody.PostAsJsonAsync("/accounts/invitations/acceptance", new { secret = person.Secret, password = AccountsFixture.Password })
            .ShouldSucceed();

        (await provider.As(person).Query(new GetAccount(person.Id))).Status.ShouldBe(AccountStatus.Active);
        (await provider.Service.Events<AccountActivated>()).ShouldContain(e => e.Account == person.Id && e.Customer == CustomerId.Parse("acme"));
        await anybody.PostAsJsonAsync("/accounts/invitations/acceptance", new { secret = person.Secret, password = AccountsFixture.Password })
            .ShouldBeProblem(AcceptInvitationHandler.Invalid);
    }

    [Fact]
    public async Task Is_accepted_by_the_newest_secret_only()
    {
        var person = await provider.Invite();
        var renewed = await provider.Service.Client(Role.CustomerAdministrator, "acme").Send(new RenewInvitation(person.Id));
        var anybody = provider.Service.Anonymous();

        await anybody.PostAsJsonAsync("/accounts/invitations/acceptance", new { secret = person.Secret, password = AccountsFixture.Password })
            .ShouldBeProblem(AcceptInvitationHandler.Invalid);
        await anybody.PostAsJsonAsync(
            "/accounts/invitations/acceptance", new { secret = renewed.Secret.Reveal(), password = AccountsFixture.Password }).ShouldSucceed();
        await provider.Service.SignIn(Role.CustomerAdministrator, "acme").PostAsync($"/accounts/{person.Id}/invitation", null)
            .ShouldBeProblem(RenewInvitationHandler.NotInvited);
    }

    [Fact]
    public async Task Refuses_a_weak_password_and_keeps_the_invitation()
    {
        var person = await provider.Invite();
        var anybody = provider.Service.Anonymous();

        await anybody.PostAsJsonAsync("/accounts/invitations/acceptance", new { secret = person.Secret, password = "short" })
            .ShouldBeProblem(PasswordRules.TooShort);
        await anybody.PostAsJsonAsync("/accounts/invitations/acceptance", new { secret = person.Secret, password = AccountsFixture.Password })
            .ShouldSucceed();
    }

    [Fact]
    public async Task Has_an_address_that_no_other_account_has()
    {
        var email = provider.NewEmail();
        var administrator = provider.Service.SignIn(Role.PlatformAdministrator);
        await administrator.PostAsJsonAsync("/accounts", Invited(email, "acme")).ShouldSucceed();

        await administrator.PostAsJsonAsync("/accounts", Invited(email.ToUpperInvariant(), "initech"))
            .ShouldBeProblem(InviteAccountHandler.EmailTaken);
    }

    [Fact]
    public async Task Is_invited_by_the_administrator_of_its_customer_only()
    {
        var administrator = provider.Service.SignIn(Role.CustomerAdministrator, "acme");

        await administrator.PostAsJsonAsync("/accounts", Invited(provider.NewEmail(), null)).ShouldSucceed();
        await administrator.PostAsJsonAsync("/accounts", Invited(provider.NewEmail(), "initech")).ShouldBeProblem(AccountGrants.NotYours);
        await administrator.PostAsJsonAsync(
            "/accounts", new { email = provider.NewEmail(), displayName = "Grace", accountRole = "platformAdministrator" })
            .ShouldBeProblem(AccountGrants.NeedsCustomer);
    }

    [Fact]
    public async Task Is_not_seen_by_another_customer()
    {
        var person = await provider.Activate();
        var other = provider.Service.SignIn(Role.CustomerAdministrator, "initech");

        await other.GetAsync($"/accounts/{person.Id}").ShouldBeProblem(404, "not_found");
        await other.PostAsync($"/accounts/{person.Id}/deactivation", null).ShouldBeProblem(404, "not_found");
        (await other.GetAsync("/accounts?limit=100").ShouldBePage<AccountSummary>()).Items.ShouldNotContain(a => a.Id == person.Id);
    }

    [Fact]
    public async Task Is_listed_by_its_customers_administrator()
    {
        var person = await provider.Activate();

        var page = await provider.Service.SignIn(Role.CustomerAdministrator, "acme")
            .GetAsync($"/accounts?email.contains={Uri.EscapeDataString(person.Email)}").ShouldBePage<AccountSummary>();

        page.Items.ShouldHaveSingleItem().Id.ShouldBe(person.Id);
    }

    [Fact]
    public async Task Changes_its_role_with_both_roles_in_the_audit()
    {
        var person = await provider.Activate();

        await provider.Service.SignIn(Role.PlatformAdministrator)
            .PutAsJsonAsync($"/accounts/{person.Id}/role", new { accountRole = "customerAdministrator" }).ShouldSucceed();

        (await provider.Service.Events<AccountRoleChanged>()).ShouldContain(
            e => e.Account == person.Id && e.FormerRole == Role.CustomerUser && e.AccountRole == Role.CustomerAdministrator);
        (await provider.Service.Database.Scalar<string>(
            $"select target from tdp.audit where operation = 'ChangeAccountRole' and target like '{person.Id}%'"))
            .ShouldBe($"{person.Id} from CustomerUser to CustomerAdministrator");
        (await provider.Get<TestDigitalPlatform.Identity.Server.IAccountDirectory>().Find(person.Id, CancellationToken.None))!.Role.ShouldBe(Role.CustomerAdministrator);
    }

    [Fact]
    public async Task Is_nobody_to_the_protocol_while_it_is_deactivated()
    {
        var person = await provider.Activate();
        var (_, cookies) = await provider.Enter(person.Email);
        var administrator = provider.Service.SignIn(Role.CustomerAdministrator, "acme");

        await administrator.PostAsync($"/accounts/{person.Id}/deactivation", null).ShouldSucceed();

        (await provider.Get<TestDigitalPlatform.Identity.Server.IAccountDirectory>().Find(person.Id, CancellationToken.None)).ShouldBeNull();
        (await provider.SignIn.Find(cookies.Request())).ShouldBeNull();
        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.Failed);
        await administrator.PostAsync($"/accounts/{person.Id}/reactivation", null).ShouldSucceed();
        (await provider.SignIn.Find(cookies.Request())).ShouldBeNull();
        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.SignedIn);
    }

    [Fact]
    public async Task Changes_its_password_and_signs_out_everywhere()
    {
        var person = await provider.Activate();
        var (_, cookies) = await provider.Enter(person.Email);
        const string Next = "eleven loud geese return";

        await provider.As(person).Send(new ChangePassword(AccountsFixture.Password, Next));

        (await provider.SignIn.Find(cookies.Request())).ShouldBeNull();
        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.Failed);
        (await provider.Enter(person.Email, Next)).Step.ShouldBe(SignInStep.SignedIn);
    }

    private static object Invited(string email, string? customer) =>
        new { email, displayName = "Grace Garcia", accountRole = "customerUser", customer };
}
