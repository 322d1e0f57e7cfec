using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Start;

namespace TestDigitalPlatform.Hosting.Tests.Start;

public sealed class StartLoggerTests : IDisposable
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private static readonly EventId StartFailed = new(11);
    private static readonly EventId ServiceFailed = new(9);

    private readonly Provider provider = new();
    private readonly LoggerFactory inner;
    private readonly ILogger host;

    public StartLoggerTests()
    {
        inner = new LoggerFactory([provider]);
        host = new StartLoggerFactory(inner, isDevelopment: false, hasConsole: true).CreateLogger(Host);
    }

    public void Dispose() => inner.Dispose();

    [Fact]
    public void Background_services_that_a_failed_start_cancels_have_not_failed()
    {
        Tell(StartFailed, new PlatformException("TDP0336", "The service can't listen."), "Start failed");
        Tell(ServiceFailed, new TaskCanceledException(), "BackgroundService failed");

        provider.Lines.ShouldHaveSingleItem().ShouldContain("TDP0336: The service can't listen.");
    }

    [Fact]
    public void Background_services_that_fail_of_themselves_are_told()
    {
        Tell(ServiceFailed, new TaskCanceledException(), "BackgroundService failed");
        Tell(StartFailed, new PlatformException("TDP0336", "The service can't listen."), "Start failed");
        Tell(ServiceFailed, new InvalidOperationException(), "BackgroundService failed too");

        provider.Lines.Count.ShouldBe(3);
    }

    private void Tell(EventId id, Exception exception, string text) =>
        host.Log(LogLevel.Error, id, text, exception, static (state, _) => state);

    private sealed class Provider : ILoggerProvider, ILogger
    {
        internal List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
