using TestDigitalPlatform.Identity.Passwords;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("seven quiet otters drift")]
    [InlineData("лошадь батарея скрепка")]
    [InlineData("xk7Qm2vR9tLwPz4")]
    public void Take_any_long_text(string password)
    {
        PasswordRules.WhyNot(password, hasSecondFactor: false).ShouldBeNull();
    }

    [Fact]
    public void Want_15_characters_of_the_only_factor()
    {
        PasswordRules.WhyNot("xk7Qm2vR9tLwPz", hasSecondFactor: false).ShouldBe(PasswordRules.TooShort);
        PasswordRules.WhyNot("xk7Qm2vR", hasSecondFactor: true).ShouldBeNull();
        PasswordRules.WhyNot("xk7Qm2v", hasSecondFactor: true).ShouldBe(PasswordRules.TooShort);
    }

    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("P@ssw0rd12345678")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("1234567890123456")]
    [InlineData("Summer2026Summer2026")]
    [InlineData("correct horse battery staple")]
    public void Refuse_what_is_guessed_first(string password)
    {
        PasswordRules.WhyNot(password, hasSecondFactor: false).ShouldBe(PasswordRules.TooCommon);
    }

    [Fact]
    public void Refuse_the_persons_own_name()
    {
        PasswordRules.WhyNot("gracegarcia2026!", hasSecondFactor: false, "grace", "garcia").ShouldBe(PasswordRules.TooCommon);
    }
}
