using System.Net;

namespace TestDigitalPlatform.Identity.Tests.Revocations;

public sealed class SilentProviderTests
{
    [Theory]
    [InlineData(false, HttpStatusCode.ServiceUnavailable)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task A_service_refuses_tokens_once_the_provider_is_silent_unless_it_is_told_otherwise(
        bool accepts, HttpStatusCode expected)
    {
        await using var live = new LiveProvider();
        await live.InitializeAsync();
        await using var service = await live.StartService($"Platform:Tokens:AcceptWithoutRevocations={accepts}");
        var token = await live.TokenOf("silent");
        (await LiveProvider.Call(service, token)).ShouldBe(HttpStatusCode.OK);

        await live.StopProvider();
        service.Time.Advance(TimeSpan.FromSeconds(6));

        (await LiveProvider.Call(service, token)).ShouldBe(expected);
    }
}
