using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Hosting.Start;

namespace TestDigitalPlatform.Hosting.Tests.Authentication;

public sealed class TokenSetupTests
{
    [Theory]
    [InlineData("http://login.example.com")]
    [InlineData("HTTP://login.example.com")]
    [InlineData("login.example.com")]
    [InlineData("//login.example.com")]
    [InlineData("ftp://login.example.com")]
    [InlineData("file:///etc/keys")]
    [InlineData("https://user:secret@login.example.com")]
    [InlineData("https://login.example.com?tenant=1")]
    [InlineData("https://login.example.com#x")]
    [InlineData("https://")]
    [InlineData(" https://login.example.com")]
    [InlineData("https://login.example.com\n")]
    public void Does_not_start_with_an_address_that_is_not_safe(string authority) =>
        Should.Throw<PlatformException>(() => Add("Production", $"Authority={authority}")).Code.ShouldBe("TDP0306");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Takes_an_empty_address_for_none(string authority) =>
        Should.Throw<PlatformException>(() => Add("Production", $"Authority={authority}")).Code.ShouldBe("TDP0301");

    [Theory]
    [InlineData("Production", "https://login.example.com")]
    [InlineData("Production", "https://login.example.com/realms/tdp/")]
    [InlineData("Development", "http://127.0.0.1:8080")]
    public void Starts_with_one_that_is(string environment, string authority) =>
        Add(environment, $"Authority={authority}").Services.ShouldContain(s => s.ServiceType == typeof(ProviderKeys));

    [Theory]
    [InlineData("Audience=")]
    [InlineData("Audience= ")]
    public void Does_not_start_without_an_audience(string setting)
    {
        var options = new PlatformOptions();
        options.Tokens.Audience = setting["Audience=".Length..];

        PlatformOptionsCheck.Find(options).ShouldHaveSingleItem().Code.ShouldBe("TDP0303");
    }

    [Fact]
    public void Says_so_in_a_sentence_when_the_development_key_can_not_be_used()
    {
        var folder = Directory.CreateTempSubdirectory("tdp-tests-key-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "broken.pem"), "no key");

            Should.Throw<PlatformException>(
                () => Add("Development", $"DevelopmentKeyFile={folder.FullName}/broken.pem")).Code.ShouldBe("TDP0307");
            Should.Throw<PlatformException>(
                () => Add("Development", $"DevelopmentKeyFile={folder.FullName}")).Code.ShouldBe("TDP0307");
            Should.Throw<PlatformException>(
                () => Add("Development", $"DevelopmentKeyFile={folder.FullName}/broken.pem/key.pem")).Code.ShouldBe("TDP0307");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WebApplicationBuilder Add(string environment, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            [$"--environment={environment}", .. settings.Select(setting => $"--Platform:Tokens:{setting}")]);
        builder.AddTokens(OptionsCheck.Read<PlatformTokenOptions>(builder.Configuration, PlatformTokenOptions.SectionName));
        return builder;
    }
}
