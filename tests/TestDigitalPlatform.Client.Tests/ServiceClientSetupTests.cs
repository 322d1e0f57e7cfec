using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Client.Tests.Things;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>A client as a host makes it.</summary>
public sealed class ServiceClientSetupTests
{
    [Fact]
    public async Task Repeats_a_command_with_the_key_it_began_with_and_a_fresh_token()
    {
        var requests = new List<(string Key, string? Token)>();
        var service = new StubService((request, _) =>
        {
            var headers = request.Headers;
            requests.Add((headers.GetValues("Idempotency-Key").Single(), headers.Authorization?.ToString()));
            return Task.FromResult(requests.Count == 1
                ? StubService.Response(HttpStatusCode.ServiceUnavailable, "")
                : StubService.Response(HttpStatusCode.OK, """{ "text": "seen" }"""));
        });
        var tokens = 0;
        using var host = Host(service, client => client.WithAccessToken(
            (_, _) => ValueTask.FromResult($"token-{++tokens}")));

        await host.Services.GetRequiredService<ThingsClient>()
            .Send(new ChangeThing(default, "acme", "", null) { Places = [] }, cancellationToken: Cancel);

        requests.Count.ShouldBe(2);
        requests[1].Key.ShouldBe(requests[0].Key);
        requests.Select(r => r.Token).ShouldBe(["Bearer token-1", "Bearer token-2"]);
    }

    [Fact]
    public async Task Bounds_an_answer_as_its_options_say()
    {
        var service = new StubService(HttpStatusCode.OK, $$"""{ "text": "{{new string('x', 2_000)}}" }""");
        using var host = Host(service, _ => { }, options => options.MaxResponseBytes = 1_024);

        var failed = await Should.ThrowAsync<ServiceFailedException>(host.Services.GetRequiredService<ThingsClient>()
            .Send(new ChangeThing(default, "acme", "", null) { Places = [] }, cancellationToken: Cancel));

        failed.Message.ShouldContain("1024");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IHost Host(
        StubService service, Action<IHttpClientBuilder> also, Action<PlatformClientOptions>? configure = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var client = builder.AddServiceClient<ThingsClient>("things", new Uri("http://things.example"), options =>
        {
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        also(client.ConfigurePrimaryHttpMessageHandler(() => service));
        return builder.Build();
    }

    private sealed class ThingsClient(HttpClient http) : ServiceClient(http);
}
