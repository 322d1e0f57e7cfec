using System.Diagnostics;
using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Identity.Revocations;
using TestDigitalPlatform.Identity.Tests.Accounts;

namespace TestDigitalPlatform.Identity.Tests.Revocations;

/// <summary>Whatever takes something from a person ends the tokens that still say it.</summary>
public sealed class AccountRevocationTests(AccountsFixture provider)
{
    public enum Cause
    {
        SignOut,
        SessionEnded,
        RoleChanged,
        Deactivated,
        PasswordChanged,
    }

    [Theory]
    [InlineData(Cause.SignOut)]
    [InlineData(Cause.SessionEnded)]
    [InlineData(Cause.RoleChanged)]
    [InlineData(Cause.Deactivated)]
    [InlineData(Cause.PasswordChanged)]
    public async Task Ends_the_tokens_of_a_session(Cause cause)
    {
        await provider.Activate(Role.CustomerAdministrator);
        var person = await provider.Activate();
        var (_, cookies) = await provider.Enter(person.Email);
        var session = (await provider.As(person).Page(new ListSessions { Account = person.Id })).Items.ShouldHaveSingleItem().Id;
        var token = new TokenHandles(
            TokenHandles.OfSession(session.Value.ToString()), null, provider.Service.Time.Now.ToUnixTimeSeconds());
        provider.Get<RevocationHub>().Include(token).ShouldBeFalse();

        await Happen(cause, person, session, cookies);

        await Until(() => provider.Get<RevocationHub>().Include(token));
        var later = token with { IssuedAt = token.IssuedAt + 60 };
        provider.Get<RevocationHub>().Include(later).ShouldBe(cause is not Cause.RoleChanged);
    }

    private async Task Happen(Cause cause, Person person, SessionId session, Accounts.Cookies cookies)
    {
        var administrator = provider.Service.Client(Role.PlatformAdministrator);
        switch (cause)
        {
            case Cause.SignOut:
                await provider.SignIn.SignOut(cookies.Request());
                break;
            case Cause.SessionEnded:
                await provider.As(person).Send(new EndSession(person.Id, session));
                break;
            case Cause.RoleChanged:
                await administrator.Send(new ChangeAccountRole(person.Id, Role.CustomerAdministrator));
                break;
            case Cause.Deactivated:
                await administrator.Send(new DeactivateAccount(person.Id));
                break;
            case Cause.PasswordChanged:
                await provider.As(person).Send(new ChangePassword(AccountsFixture.Password, "eight louder herons settle"));
                break;
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(60))
                Assert.Fail("The tokens are still accepted after 60 s.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
