using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>Lets the host tell a failed start once, and one that the platform knows without its stack.</summary>
/// <remarks>
/// The host logs the exception and throws it, so that it is printed a second time as the process ends. In Development
/// the second time is enough. Elsewhere the log is what people read: there it is one event with a sentence.
/// </remarks>
internal sealed class StartLoggerFactory(ILoggerFactory inner, bool isDevelopment, bool hasConsole) : ILoggerFactory
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    public ILogger CreateLogger(string categoryName)
    {
        var logger = inner.CreateLogger(categoryName);
        return categoryName == HostCategory ? new HostLogger(logger, isDevelopment, hasConsole) : logger;
    }

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    /// <summary>Puts itself before the factory that is there.</summary>
    internal static void Add(IServiceCollection services)
    {
        var found = services.LastOrDefault(service => service.ServiceType == typeof(ILoggerFactory));
        if (found?.ImplementationType != typeof(LoggerFactory))
            return;
        services.Remove(found);
        services.AddSingleton<LoggerFactory>();
        services.AddSingleton<ILoggerFactory>(provider => new StartLoggerFactory(
            provider.GetRequiredService<LoggerFactory>(),
            provider.GetRequiredService<IHostEnvironment>().IsDevelopment(),
            provider.GetServices<ILoggerProvider>().OfType<ConsoleLoggerProvider>().Any()));
    }

    private sealed class HostLogger(ILogger inner, bool isDevelopment, bool hasConsole) : ILogger
    {
        private const int StartFailedEvent = 11;

        private volatile bool hasFailed;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // A failed start ends the background services that had already begun, which is no fault of theirs.
            if (hasFailed && exception is OperationCanceledException)
                return;
            if (eventId.Id != StartFailedEvent || exception is null)
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return;
            }

            hasFailed = true;
            if (!isDevelopment && !StartFailure.IsStop(exception))
                LogFailure(exception, () => inner.Log(logLevel, eventId, state, exception, formatter));
        }

        private void LogFailure(Exception exception, Action whole)
        {
            if (StartFailure.Describe(exception) is not { } reason)
            {
                whole();
                return;
            }

            StartLog.Failed(inner, reason);
            if (hasConsole)
                StartFailure.MarkLogged(exception);
        }
    }
}
