using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Identity.Server;
using TestDigitalPlatform.Identity.Tests.Accounts;

namespace TestDigitalPlatform.Identity.Tests.Server;

public sealed class HousekeepingTests
{
    [Fact]
    public async Task Forgets_what_has_ended_long_ago_and_nothing_else()
    {
        await using var provider = new AccountsFixture();
        await provider.InitializeAsync();
        var (gone, here) = (await provider.Activate(), await provider.Activate());
        var (_, cookies) = await provider.Enter(gone.Email);
        await provider.Enter(here.Email);
        await provider.SignIn.SignOut(cookies.Request());
        await provider.Service.Database.Scalar<int>(
            """
            insert into identity.grant_of_client (id, client_id, subject, kind, status, scopes, version, created_at)
            select gen_random_uuid(), 'app', subject, 'ad-hoc', 'valid', '{}', gen_random_uuid(), at
            from (values ('old', now() - interval '40 days'), ('new', now())) as t (subject, at);
            update identity.session set ended_at = now() - interval '40 days' where ended_at is not null;
            select 1
            """);

        await provider.Get<Housekeeping>().Run(CancellationToken.None);

        (await provider.Service.Database.Scalar<string>("select string_agg(subject, ' ') from identity.grant_of_client")).ShouldBe("new");
        (await provider.Service.Database.Scalar<string>("select string_agg(account_id, ' ') from identity.session"))
            .ShouldBe(here.Id.Value);
    }
}
