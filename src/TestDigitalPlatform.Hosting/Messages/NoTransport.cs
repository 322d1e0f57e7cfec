using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform.Hosting.Messages;

/// <summary>Says once that events are told and nobody carries them on.</summary>
internal sealed class NoTransport(
    OutboxSignal signal, MessageService service, TimeProvider time, ILogger<NoTransport> logger) : BackgroundService
{
    /// <summary>A service that handles events can't do without.</summary>
    internal static PlatformException Error(string service, ServiceDefinition definition) => new(
        "TDP0400", $"'{service}' handles events ({definition.Handled[0].Name}, …), but no transport is configured. Set "
        + "ConnectionStrings__messages to the deployment's transport database, as the role "
        + $"{service}_app, or add RabbitMQ with builder.AddRabbitMq().");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await signal.Wait(Timeout.InfiniteTimeSpan, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
            OutboxLog.NoTransport(logger, service.Name);
    }
}
