using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static TestDigitalPlatform.Client.Tests.Resilience.ScriptedService;

namespace TestDigitalPlatform.Client.Tests.Resilience;

public sealed class PlatformClientTests : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly ManualTime time = new();
    private IHost? host;

    [Fact]
    public async Task Repeats_a_read_until_it_works()
    {
        var service = new ScriptedService(
            Answers(HttpStatusCode.ServiceUnavailable), CutsOff, Answers(HttpStatusCode.OK));

        var answer = Client(service).GetAsync(Somewhere, Cancel);
        await service.Attempt();
        await Next(service);
        await Next(service);

        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
        service.Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Gives_up_after_as_many_repetitions_as_are_allowed()
    {
        var service = new ScriptedService(Answers(HttpStatusCode.BadGateway));

        var answer = Client(service, o => o.MaxRetryAttempts = 2).GetAsync(Somewhere, Cancel);
        await service.Attempt();
        await Next(service);
        await Next(service);

        (await answer).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        service.Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Sends_an_order_once_when_nobody_could_tell_a_second_one_from_the_first()
    {
        var service = new ScriptedService(Answers(HttpStatusCode.ServiceUnavailable));

        using var answer = await Client(service).PostAsync(Somewhere, new StringContent("once"), Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        service.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Repeats_an_order_that_carries_an_idempotency_key_with_its_whole_body()
    {
        var service = new ScriptedService(CutsOff, Answers(HttpStatusCode.OK));
        using var once = new MemoryStream(Encoding.UTF8.GetBytes("whole"));
        using var request = new HttpRequestMessage(HttpMethod.Post, Somewhere) { Content = new StreamContent(once) };
        request.Headers.Add("Idempotency-Key", "a");

        var answer = Client(service).SendAsync(request, Cancel);
        await service.Attempt();
        await Next(service);

        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
        service.Bodies.ShouldBe(["whole", "whole"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Does_not_ask_again_for_an_answer_that_would_be_the_same(HttpStatusCode status)
    {
        var service = new ScriptedService(Answers(status));

        using var answer = await Client(service).GetAsync(Somewhere, Cancel);

        service.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Waits_as_long_as_the_service_asks_for()
    {
        var service = new ScriptedService(
            Answers(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1.5)), Answers(HttpStatusCode.OK));

        var answer = Client(service).GetAsync(Somewhere, Cancel);
        await service.Attempt();
        time.Pass(TimeSpan.FromSeconds(1.4));
        answer.IsCompleted.ShouldBeFalse();
        service.Attempts.ShouldBe(1);
        time.Pass(TimeSpan.FromSeconds(0.1));

        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Does_not_wait_longer_than_is_allowed_whatever_the_service_asks_for()
    {
        var service = new ScriptedService(Answers(HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1)));

        using var answer = await Client(service).GetAsync(Somewhere, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        service.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_an_attempt_that_hangs_and_makes_another()
    {
        var service = new ScriptedService(Hangs, Answers(HttpStatusCode.OK));

        var answer = Client(service).GetAsync(Somewhere, Cancel);
        await service.Attempt();
        time.Pass(TimeSpan.FromSeconds(5));
        await Next(service);

        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ends_when_the_time_for_the_whole_call_is_over()
    {
        var service = new ScriptedService(Hangs);

        var answer = Client(service, o => o.AttemptTimeout = o.TotalTimeout = TimeSpan.FromSeconds(8)).GetAsync(Somewhere, Cancel);
        await service.Attempt();
        time.Pass(TimeSpan.FromSeconds(8));

        var error = await Should.ThrowAsync<HttpRequestException>(answer);
        error.Message.ShouldBe("'people' did not respond in time.");
    }

    [Fact]
    public async Task Leaves_a_service_alone_that_keeps_failing_and_tries_again_later()
    {
        var service = new ScriptedService(CutsOff, CutsOff, Answers(HttpStatusCode.OK));
        var client = Client(service, o => (o.MaxRetryAttempts, o.MinimumThroughput, o.BreakDuration) = (0, 2, TimeSpan.FromSeconds(15)));

        await Should.ThrowAsync<HttpRequestException>(client.GetAsync(Somewhere, Cancel));
        await Should.ThrowAsync<HttpRequestException>(client.GetAsync(Somewhere, Cancel));
        var refused = await Should.ThrowAsync<HttpRequestException>(client.GetAsync(Somewhere, Cancel));
        var before = service.Attempts;
        time.Pass(TimeSpan.FromSeconds(15));
        using var answer = await client.GetAsync(Somewhere, Cancel);

        refused.Message.ShouldBe("'people' keeps failing, so calls are suspended for a while.");
        before.ShouldBe(2);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Reads_its_section_and_refuses_what_is_out_of_its_limits()
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Platform:Clients:people:AttemptTimeout"] = "00:01:00" });

        builder.AddPlatformClient<People>("people", Address);
        host = builder.Build();

        var error = Should.Throw<OptionsValidationException>(() => host.Start());

        error.Message.ShouldStartWith("TDP0303: ");
        error.Message.ShouldContain("Platform:Clients:people");
        error.Message.ShouldContain("AttemptTimeout must not be more than TotalTimeout");
    }

    [Fact]
    public void Is_changed_by_code_under_its_name()
    {
        var builder = Builder();
        builder.AddPlatformClient<People>("people", Address, options => options.MaxResponseBytes = 2_048);
        builder.AddPlatformClient<Others>("others", Address);
        builder.Services.Configure<PlatformClientOptions>("people", options => options.TotalTimeout = TimeSpan.FromSeconds(12));
        host = builder.Build();

        var people = host.Services.GetRequiredService<People>().Client;

        people.MaxResponseContentBufferSize.ShouldBe(2_048);
        people.Timeout.ShouldBe(TimeSpan.FromSeconds(22));
        host.Services.GetRequiredService<Others>().Client.Timeout.ShouldBe(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void Tells_at_once_what_is_wrong_with_several_clients()
    {
        var builder = Builder();
        builder.AddPlatformClient<People>("people", Address, options => options.FailureRatio = 2);
        builder.AddPlatformClient<Others>("others", Address, options => options.MaxRetryAttempts = 11);
        host = builder.Build();

        var error = Should.Throw<AggregateException>(() => host.Start());

        error.InnerExceptions.Count.ShouldBe(2);
        error.Message.ShouldContain("'Platform:Clients:people'");
        error.Message.ShouldContain("'Platform:Clients:others'");
    }

    [Fact]
    public async Task Calls_the_address_that_the_configuration_names()
    {
        var service = new ScriptedService(Answers(HttpStatusCode.OK));
        var client = Client(service, options => options.Address = new Uri("https://elsewhere.example/below"));

        using var answer = await client.GetAsync(Somewhere, Cancel);

        client.BaseAddress.ShouldBe(new Uri("https://elsewhere.example/below/"));
    }

    [Theory]
    [InlineData("elsewhere")]
    [InlineData("ftp://elsewhere.example")]
    public void Refuses_an_address_that_is_none(string address)
    {
        var builder = Builder();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Platform:Clients:people:Address"] = address });

        builder.AddPlatformClient<People>("people", Address);
        host = builder.Build();

        var error = Should.Throw<OptionsValidationException>(() => host.Start());

        error.Message.ShouldContain($"Address must be an http or https address, but is '{address}");
    }

    public void Dispose() => host?.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Uri Address { get; } = new("http://people.example/");

    private static Uri Somewhere { get; } = new("people", UriKind.Relative);

    private async Task Next(ScriptedService service)
    {
        // The wait begins a moment after the attempt ends, on another thread.
        var attempt = service.Attempt();
        while (!time.IsAwaited(LongestWait) && !attempt.IsCompleted)
            await Task.Yield();
        time.Pass(LongestWait);
        await attempt;
    }

    private static HostApplicationBuilder Builder() =>
        Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

    private HttpClient Client(ScriptedService service, Action<PlatformClientOptions>? configure = null)
    {
        var builder = Builder();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddPlatformClient<People>("people", Address, options =>
            {
                options.MaxRetryDelay = LongestWait;
                options.AttemptTimeout = TimeSpan.FromSeconds(5);
                options.TotalTimeout = TimeSpan.FromMinutes(10);
                configure?.Invoke(options);
            })
            .ConfigurePrimaryHttpMessageHandler(() => service);
        builder.AddPlatformClient<People>("people", Address);
        host = builder.Build();
        return host.Services.GetRequiredService<People>().Client;
    }

    private sealed class People(HttpClient client)
    {
        internal HttpClient Client { get; } = client;
    }

    private sealed class Others(HttpClient client)
    {
        internal HttpClient Client { get; } = client;
    }
}
