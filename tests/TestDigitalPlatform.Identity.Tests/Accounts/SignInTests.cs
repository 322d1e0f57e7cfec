using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Identity.Accounts;
using TestDigitalPlatform.Identity.Passwords;
using TestDigitalPlatform.Identity.SignIns;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed class SignInTests(AccountsFixture provider)
{
    [Fact]
    public async Task Begins_a_session_whose_cookie_only_this_host_gets()
    {
        var person = await provider.Activate();

        var (step, cookies) = await provider.Enter($" {person.Email.ToUpperInvariant()} ");

        step.ShouldBe(SignInStep.SignedIn);
        var header = cookies.Headers.First(h => h.StartsWith("__Host-tdp-session=", StringComparison.Ordinal));
        header.ShouldContain("path=/"); header.ShouldContain("secure"); header.ShouldContain("httponly"); header.ShouldContain("samesite=lax");
        (await provider.SignIn.Find(cookies.Request())).ShouldBe(person.Id);
    }

    [Fact]
    public async Task Stores_no_secret_of_the_cookie()
    {
        var person = await provider.Activate();
        var (_, cookies) = await provider.Enter(person.Email);

        (await provider.Service.Database.Scalar<byte[]>($"select key_hash from identity.session where account_id = '{person.Id}'"))
            .ShouldBe(OneTimeSecret.Hash(cookies.Session!));
    }

    [Fact]
    public async Task Says_the_same_of_unknown_addresses_wrong_passwords_and_invited_people()
    {
        var (active, invited) = (await provider.Activate(), await provider.Invite());

        (await provider.Enter(provider.NewEmail())).Step.ShouldBe(SignInStep.Failed);
        (await provider.Enter(active.Email, "wrong")).Step.ShouldBe(SignInStep.Failed);
        (await provider.Enter(invited.Email)).Step.ShouldBe(SignInStep.Failed);
        (await provider.Enter(active.Email, new string('x', 5_000))).Step.ShouldBe(SignInStep.Failed);
    }

    [Fact]
    public async Task Locks_an_account_after_five_failures_until_time_has_passed()
    {
        var person = await provider.Activate();
        for (var i = 0; i < Attempts.Free; i++)
            (await provider.Enter(person.Email, "wrong")).Step.ShouldBe(SignInStep.Failed);

        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.Failed);
        (await Audited("LockAccount", person)).ShouldBe(1);

        await Back(person, Attempts.FirstLock);
        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.SignedIn);
        (await Audited("UnlockAccount", person)).ShouldBe(1);
    }

    [Fact]
    public async Task Locks_for_longer_each_time()
    {
        var person = await provider.Activate();
        for (var i = 0; i < Attempts.Free; i++)
            await provider.Enter(person.Email, "wrong");
        await Back(person, Attempts.FirstLock);
        await provider.Enter(person.Email, "wrong");

        await Back(person, Attempts.FirstLock);

        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.Failed);
    }

    [Fact]
    public async Task Is_not_tried_more_often_by_many_at_once()
    {
        var person = await provider.Activate();

        var steps = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => provider.Enter(person.Email, "wrong")));

        steps.ShouldAllBe(s => s.Step == SignInStep.Failed);
        (await provider.Service.Database.Scalar<int>($"select failures from identity.account where id = '{person.Id}'"))
            .ShouldBe(Attempts.Free);
    }

    [Fact]
    public async Task Is_unlocked_by_an_administrator()
    {
        var person = await provider.Activate();
        for (var i = 0; i < Attempts.Free; i++)
            await provider.Enter(person.Email, "wrong");

        await provider.Service.SignIn(Role.CustomerAdministrator, "acme").PostAsync($"/accounts/{person.Id}/unlocking", null).ShouldSucceed();

        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.SignedIn);
    }

    [Fact]
    public async Task Makes_a_network_address_wait_after_many_failures()
    {
        var address = System.Net.IPAddress.Parse("203.0.113.77");
        var attempts = provider.Get<AddressAttempts>();
        for (var i = 0; i < AddressAttempts.Free; i++)
            await attempts.Fail(address, CancellationToken.None);

        (await provider.Get<SignIn>().WithPassword("a@b.example", "wrong", address, CancellationToken.None)).ShouldBeOfType<TestDigitalPlatform.Identity.SignIns.SignInResult.Wait>();
    }

    [Fact]
    public void Counts_a_network_of_IPv6_as_one_address()
    {
        AddressAttempts.Name(System.Net.IPAddress.Parse("2001:db8:1:2:3::4")).ShouldBe("2001:db8:1:2::/64");
        AddressAttempts.Name(System.Net.IPAddress.Parse("::ffff:203.0.113.7")).ShouldBe("203.0.113.7");
    }

    [Fact]
    public async Task Makes_a_hash_of_another_kind_again()
    {
        var person = await provider.Activate();
        var former = new PasswordHasher<PasswordOwner>(Options.Create(new PasswordHasherOptions()))
            .HashPassword(PasswordOwner.Any, AccountsFixture.Password);
        await Run($"update identity.account set password_hash = '{former}' where id = '{person.Id}'");

        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.SignedIn);

        (await provider.Service.Database.Scalar<string>($"select password_hash from identity.account where id = '{person.Id}'"))!
            .ShouldStartWith("$argon2id$");
    }

    private Task<long> Audited(string operation, Person person) => provider.Service.Database.Scalar<long>(
        $"select count(*) from tdp.audit where operation = '{operation}' and target = '{person.Id}'")!;

    // The clock is every test's; the account is this test's alone.
    private Task Back(Person person, TimeSpan by) => Run(
        $"update identity.account set locked_until = locked_until - interval '{by.TotalSeconds} seconds' where id = '{person.Id}'");

    private async Task Run(string sql)
    {
        await using var connection = await provider.Service.Database.OpenAsSuperuser();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
