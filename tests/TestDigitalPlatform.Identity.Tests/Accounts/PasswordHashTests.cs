using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NSec.Cryptography;
using TestDigitalPlatform.Identity.Passwords;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed class PasswordHashTests
{
    private static readonly Argon2Hasher<PasswordOwner> Hasher = new();

    [Fact]
    public void Is_a_PHC_string_of_Argon2id()
    {
        PasswordHash.Make("secret").ShouldStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    [Fact]
    public void Matches_its_password_alone()
    {
        var hash = PasswordHash.Make("password");

        PasswordHash.Verify(hash, "password").ShouldBe((true, false));
        PasswordHash.Verify(hash, "Password").Matches.ShouldBeFalse();
    }

    [Fact]
    public void Differs_each_time()
    {
        PasswordHash.Make("secret").ShouldNotBe(PasswordHash.Make("secret"));
    }

    [Fact]
    public void Is_made_again_when_its_parameters_are_lower()
    {
        var lower = PasswordHash.Make(
            "secret", new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 8 * 1_024, NumberOfPasses = 1 });

        Verify(lower).ShouldBe(PasswordVerificationResult.SuccessRehashNeeded);
    }

    [Fact]
    public void Is_made_again_when_it_is_of_ASP_NET_Core_Identity()
    {
        var former = new PasswordHasher<PasswordOwner>(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }))
            .HashPassword(PasswordOwner.Any, "secret");

        Verify(former).ShouldBe(PasswordVerificationResult.SuccessRehashNeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$x$y")]
    [InlineData("$argon2id$v=19$m=99999999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$argon2id$v=19$m=19456,t=999,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("not base64 at all")]
    public void Is_refused_when_it_is_none(string hash)
    {
        Verify(hash).ShouldBe(PasswordVerificationResult.Failed);
    }

    private static PasswordVerificationResult Verify(string hash) =>
        Hasher.VerifyHashedPassword(PasswordOwner.Any, hash, "secret");
}
