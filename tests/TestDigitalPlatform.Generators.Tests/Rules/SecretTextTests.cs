using TestDigitalPlatform.Generators.Surroundings;

namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("\"Password\": \"correct-horse\",")]
    [InlineData("\"Smtp\": { \"ApiKey\": \"0123456789\" }")]
    [InlineData("\"client_secret\": \"hidden\"")]
    [InlineData("\"orders\": \"Host=db;Username=app;Password=hidden\"")]
    [InlineData("\"orders\": \"Host=db;pwd = hidden;\"")]
    [InlineData("\"Broker\": \"amqp://guest:hidden@broker/\"")]
    [InlineData("\"Key\": \"-----BEGIN EC PRIVATE" + " KEY-----\\nMHcCAQ\"")]
    [InlineData("\"Cloud\": \"AKIAIOSFODNN7EXAMPLE\"")]
    public void Finds_a_secret_and_does_not_repeat_it(string line)
    {
        var (what, start, length) = SecretText.In(line).ShouldNotBeNull();

        what.ShouldNotContain(line.Substring(start, length));
    }

    [Theory]
    [InlineData("\"orders\": \"Host=db;Username=app\"")]
    [InlineData("\"Password\": \"\"")]
    [InlineData("\"Password\": \"${PASSWORD}\"")]
    [InlineData("\"Password\": \"<from the vault>\"")]
    [InlineData("\"orders\": \"Host=db;Password=<secret>\"")]
    [InlineData("\"PasswordMinLength\": \"12\"")]
    [InlineData("\"Authority\": \"https://identity.example.com\"")]
    [InlineData("\"Tokens\": { \"Audience\": \"tdp\" }")]
    [InlineData("\"AllowedHosts\": \"*\"")]
    [InlineData("// \"Password\": \"an example\"")]
    public void Leaves_the_rest(string line) => SecretText.In(line).ShouldBeNull();
}
