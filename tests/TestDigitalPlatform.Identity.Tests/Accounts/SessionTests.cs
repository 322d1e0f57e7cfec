using TestDigitalPlatform.Identity.Sessions;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed class SessionTests(AccountsFixture provider)
{
    [Fact]
    public async Task Is_listed_and_ended_by_its_owner()
    {
        var person = await provider.Activate();
        var (_, cookies) = await provider.Enter(person.Email);
        var mine = provider.As(person);

        var session = (await mine.Query<Page<SessionSummary>>(new ListSessions { Account = person.Id })).Items.ShouldHaveSingleItem();
        session.UserAgent.ShouldBe("Test browser");
        (await provider.Get<SessionRegistry>().IsAlive(session.Id.Value, CancellationToken.None)).ShouldBeTrue();
        await mine.Send(new EndSession(person.Id, session.Id));

        (await provider.SignIn.Find(cookies.Request())).ShouldBeNull();
        (await provider.Get<SessionRegistry>().IsAlive(session.Id.Value, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Takes_its_tokens_along_when_it_ends()
    {
        var person = await provider.Activate();
        await provider.Enter(person.Email);
        var session = await Id(person);

        await provider.As(person).Send(new EndSessions(person.Id));

        (await Revoked(session, "issued_until is null")).ShouldBe(1);
    }

    [Fact]
    public async Task Needs_new_tokens_when_its_account_may_do_other_things()
    {
        var person = await provider.Activate();
        var (_, cookies) = await provider.Enter(person.Email);
        var session = await Id(person);

        await provider.Service.Client(Role.PlatformAdministrator).Send(new ChangeAccountRole(person.Id, Role.CustomerAdministrator, ["requests.assign"]));

        (await Revoked(session, "issued_until is not null")).ShouldBeGreaterThan(0);
        (await provider.SignIn.Find(cookies.Request())).ShouldBe(person.Id);
    }

    [Fact]
    public async Task Is_not_ended_by_another_user()
    {
        var (person, other) = (await provider.Activate(), await provider.Activate());
        var (_, cookies) = await provider.Enter(person.Email);

        await provider.Service.SignIn(Role.CustomerUser, "acme", other.Id.Value)
            .PostAsync($"/accounts/{person.Id}/sessions/ending", null).ShouldBeProblem(SessionOwner.NotYours);
        (await provider.As(other).Query<Page<SessionSummary>>(new ListSessions { Account = person.Id })).Items.ShouldBeEmpty();

        (await provider.SignIn.Find(cookies.Request())).ShouldBe(person.Id);
    }

    [Fact]
    public async Task Of_a_browser_ends_when_somebody_else_signs_in()
    {
        var (first, second) = (await provider.Activate(), await provider.Activate());
        var (_, cookies) = await provider.Enter(first.Email);

        var (_, after) = await provider.Enter(second.Email, cookies: cookies);

        after.Session.ShouldNotBe(cookies.Session);
        (await provider.SignIn.Find(cookies.Request())).ShouldBeNull();
        (await provider.SignIn.Find(after.Request())).ShouldBe(second.Id);
    }

    [Fact]
    public async Task Ends_at_sign_out()
    {
        var person = await provider.Activate();
        var (_, cookies) = await provider.Enter(person.Email);

        await provider.SignIn.SignOut(cookies.Request());

        (await provider.SignIn.Find(cookies.Request())).ShouldBeNull();
    }

    [Theory]
    [InlineData("seen_at", "61 minutes")]
    [InlineData("signed_in_at", "721 minutes")]
    public async Task Ends_by_time(string column, string ago)
    {
        var person = await provider.Activate();
        var (_, cookies) = await provider.Enter(person.Email);

        await using var connection = await provider.Service.Database.OpenAsSuperuser();
        await using var command = connection.CreateCommand();
        command.CommandText = $"update identity.session set {column} = {column} - interval '{ago}' where account_id = '{person.Id}'";
        await command.ExecuteNonQueryAsync();

        (await provider.SignIn.Find(cookies.Request())).ShouldBeNull();
    }

    private async Task<Guid> Id(Person person) => await provider.Service.Database.Scalar<Guid>(
        $"select id from identity.session where account_id = '{person.Id}'");

    private async Task<long> Revoked(Guid session, string how) => await provider.Service.Database.Scalar<long>(
        $"""
        select count(*) from identity.revocation
        where handle = sha256('sid:{session}') and {how}
        """);
}
