using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Testing.Logs;

/// <summary>Writes to a <see cref="TestLog"/>.</summary>
internal sealed class TestLogProvider(TestLog log, TimeProvider time) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new TestLogger(log, time, categoryName);

    public void Dispose()
    {
    }

    private sealed class TestLogger(TestLog log, TimeProvider time, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var message = formatter(state, exception);
            var text = $"{time.GetUtcNow():HH:mm:ss.fff} {logLevel} {category}[{eventId.Id}] {message}";
            log.Add(exception is null ? text : $"{text}\n{exception}");
        }
    }
}
