using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Client.Tests.Things;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>Who calls what will go hears of it in the log.</summary>
public sealed class DeprecationTests
{
    [Fact]
    public async Task Says_once_for_each_operation_that_it_will_go()
    {
        var log = new Log();
        using var host = Host(log, response =>
        {
            response.Headers.Add("Deprecation", "@1796083200");
            response.Headers.Add("Sunset", "Wed, 01 Dec 2027 00:00:00 GMT");
            response.Headers.Add("Link", "</v2/things/shake>; rel=\"successor-version\"");
        });

        for (var i = 0; i < 3; i++)
            await host.Services.GetRequiredService<ThingsClient>().Send(new ShakeThings(), cancellationToken: Cancel);
        await host.Services.GetRequiredService<ThingsClient>()
            .Send(new RemoveThing(default), cancellationToken: Cancel);

        log.Lines.ShouldBe([
            "2103 things: POST /things/shake is deprecated since 2026-12-01 and may be removed on 2027-12-01. "
            + "Replacement: </v2/things/shake>; rel=\"successor-version\".",
            "2103 things: DELETE /things/{thing} is deprecated since 2026-12-01 and may be removed on 2027-12-01. "
            + "Replacement: </v2/things/shake>; rel=\"successor-version\"."]);
    }

    [Fact]
    public async Task Shows_what_is_no_date_as_it_is()
    {
        var log = new Log();
        using var host = Host(log, response => response.Headers.TryAddWithoutValidation("Deprecation", "true"));

        await host.Services.GetRequiredService<ThingsClient>().Send(new ShakeThings(), cancellationToken: Cancel);

        log.Lines.ShouldHaveSingleItem().ShouldContain(
            "since true and may be removed on a date to be announced. Replacement: none named");
    }

    [Fact]
    public async Task Says_nothing_of_what_stays()
    {
        var log = new Log();
        using var host = Host(log, _ => { });

        await host.Services.GetRequiredService<ThingsClient>().Send(new ShakeThings(), cancellationToken: Cancel);

        log.Lines.ShouldBeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IHost Host(Log log, Action<HttpResponseMessage> also)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(log);
        builder.AddServiceClient<ThingsClient>("things", new Uri("http://things.example"))
            .ConfigurePrimaryHttpMessageHandler(() => new StubService((_, _) =>
            {
                var response = StubService.Response(HttpStatusCode.NoContent, "", null);
                also(response);
                return Task.FromResult(response);
            }));
        return builder.Build();
    }

    private sealed class ThingsClient(HttpClient http) : ServiceClient(http);

    private sealed class Log : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> lines = new();

        internal IEnumerable<string> Lines => lines;

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, lines);

        public void Dispose()
        {
            // It holds nothing but lines.
        }

        private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter)
            {
                if (category == "TestDigitalPlatform.Clients")
                    lines.Enqueue($"{eventId.Id} {formatter(state, exception)}");
            }
        }
    }
}
