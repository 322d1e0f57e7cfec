using OtpNet;
using TestDigitalPlatform.Identity.Accounts;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed class SecondFactorTests(AccountsFixture provider)
{
    [Fact]
    public async Task Is_asked_for_after_the_password()
    {
        var (person, secret, _) = await Enrolled();

        var (step, cookies) = await provider.Enter(person.Email);

        step.ShouldBe(SignInStep.SecondFactor);
        (await provider.SignIn.Find(cookies.Request())).ShouldBeNull();
        (await provider.EnterCode("000000", cookies)).Step.ShouldBe(SignInStep.Failed);
        var (done, after) = await provider.EnterCode(Code(secret, steps: 1), cookies);
        done.ShouldBe(SignInStep.SignedIn);
        (await provider.SignIn.Find(after.Request())).ShouldBe(person.Id);
    }

    [Fact]
    public async Task Takes_a_code_once()
    {
        var (person, secret, _) = await Enrolled();
        var (_, cookies) = await provider.Enter(person.Email);
        var code = Code(secret, steps: 1);
        await provider.EnterCode(code, cookies);

        (_, cookies) = await provider.Enter(person.Email);

        (await provider.EnterCode(code, cookies)).Step.ShouldBe(SignInStep.Failed);
    }

    [Fact]
    public async Task Takes_a_recovery_code_once()
    {
        var (person, _, codes) = await Enrolled();
        codes.Count.ShouldBe(RecoveryCode.Count);
        var (_, cookies) = await provider.Enter(person.Email);

        (await provider.EnterCode(codes[3].ToLowerInvariant(), cookies)).Step.ShouldBe(SignInStep.SignedIn);

        (_, cookies) = await provider.Enter(person.Email);
        (await provider.EnterCode(codes[3], cookies)).Step.ShouldBe(SignInStep.Failed);
    }

    [Fact]
    public async Task Locks_the_account_however_often_the_password_is_entered_between()
    {
        var (person, secret, _) = await Enrolled();
        var cookies = new Cookies();
        for (var i = 0; i < Attempts.Free; i++)
        {
            if ((await provider.Enter(person.Email)) is (SignInStep.SecondFactor, var entered))
                cookies = entered;
            await provider.EnterCode("000000", cookies);
        }

        (await provider.EnterCode(Code(secret, steps: 1), cookies)).Step.ShouldBe(SignInStep.Failed);
    }

    [Fact]
    public async Task Is_stored_encrypted()
    {
        var (person, secret, _) = await Enrolled();

        var stored = await provider.Service.Database.Scalar<byte[]>($"select totp_secret from identity.account where id = '{person.Id}'");

        Convert.ToHexString(stored!).ShouldNotContain(Convert.ToHexString(Base32Encoding.ToBytes(secret)));
    }

    [Fact]
    public async Task Is_added_by_nobody_on_the_persons_behalf()
    {
        var person = await provider.Activate();
        var actor = new Caller(person.Id, person.Role, CustomerId.Parse("acme")) { Actor = UserId.Parse("administrator") };

        await provider.Service.SignIn(actor).PostAsync("/account/totp", null).ShouldBeProblem(OwnAccount.NotOnBehalf);
    }

    [Fact]
    public async Task Is_removed_by_the_password()
    {
        var (person, _, _) = await Enrolled();

        await Should.ThrowAsync<RefusedByServiceException>(() => provider.As(person).Send(new RemoveTotp("wrong")));
        await provider.As(person).Send(new RemoveTotp(AccountsFixture.Password));

        (await provider.Enter(person.Email)).Step.ShouldBe(SignInStep.SignedIn);
    }

    private async Task<(Person Person, string Secret, IReadOnlyList<string> Codes)> Enrolled()
    {
        var person = await provider.Activate();
        var secret = (await provider.As(person).Send(new EnrolTotp())).Secret.Reveal();
        var codes = await provider.As(person).Send(new ConfirmTotp(Code(secret, steps: 0)));
        return (person, secret, [.. codes.Codes.Select(code => code.Reveal())]);
    }

    // A code of the next step counts already, and the one of now was used for the enrolment.
    private string Code(string secret, int steps) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(provider.Service.Time.Now.UtcDateTime.AddSeconds(30 * steps));
}
