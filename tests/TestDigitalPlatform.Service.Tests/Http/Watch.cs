using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>What operators see of a service's requests: their statuses in the figures, and what is logged.</summary>
internal sealed class Watch : ILoggerProvider
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<string> logged = new();
    private readonly Channel<int> statuses = Channel.CreateUnbounded<int>();

    internal Watch(TestService service)
    {
        var meters = service.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "http.server.request.duration" && instrument.Meter.Scope == meters)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Ended(tags));
        listener.Start();
        service.Services.GetRequiredService<ILoggerFactory>().AddProvider(this);
    }

    /// <summary>What was logged as a warning or worse.</summary>
    internal IReadOnlyCollection<string> Logged => logged;

    /// <summary>The status under which the next request is counted that ends.</summary>
    internal Task<int> NextStatus() => statuses.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public ILogger CreateLogger(string categoryName) => new Listener(logged);

    public void Dispose() => listener.Dispose();

    private void Ended(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == "http.response.status_code")
                statuses.Writer.TryWrite((int)tag.Value!);
        }
    }

    private sealed class Listener(ConcurrentQueue<string> logged) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                logged.Enqueue($"{logLevel} {eventId}: {formatter(state, exception)} {exception}");
        }
    }
}
