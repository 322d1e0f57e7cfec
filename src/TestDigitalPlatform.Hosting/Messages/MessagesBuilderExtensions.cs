using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.ExternalCalls;
using TestDigitalPlatform.Hosting.Health;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Outcomes;
using TestDigitalPlatform.Processes;
using TestDigitalPlatform.Projections;
using TestDigitalPlatform.Transports.Postgres;

namespace TestDigitalPlatform.Hosting.Messages;

/// <summary>Adds what carries the service's events and hands it those of others.</summary>
internal static class MessagesBuilderExtensions
{
    /// <summary>The connection string of the deployment's transport database.</summary>
    internal const string Transport = "messages";

    internal static void AddMessages(
        this IHostApplicationBuilder builder, string service, ServiceDefinition definition, bool migrateOnly)
    {
        var services = builder.Services;
        services.AddSection<MessageOptions>(MessageOptions.SectionName);
        services.AddSingleton(s => s.GetRequiredService<IOptions<MessageOptions>>().Value);
        services.AddSingleton(new MessageService(service));
        services.AddSingleton(s => new EventSubscriptions(s.GetRequiredService<ServiceDefinition>().Handled));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<HeldSignal>();
        services.AddSingleton<OutcomeSignal>();
        services.AddSingleton<PauseSwitch>();
        services.AddSingleton<MessageHealth>();
        services.AddSingleton<HeldMessages>();
        services.AddSingleton<EventPipeline>();
        // Made where there is a transport only.
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<MessageProcessor>(s));
        services.AddSingleton<TransportStart>();
        services.AddSingleton(s => new ProcessRegistry(
            definition.Processes, s.GetRequiredService<MessageService>(), s.GetRequiredService<InProcessOperations>()));
        services.AddSection<ExternalCallOptions>(ExternalCallOptions.SectionName);
        services.AddSingleton(s => s.GetRequiredService<IOptions<ExternalCallOptions>>().Value);
        services.AddSingleton(_ => new ExternalCallRegistry(definition.ExternalCalls));
        builder.AddPostgresTransport(migrateOnly);
        if (migrateOnly)
            return;
        builder.AddMessagesHealth();
        services.AddHostedService(s => new BacklogWatch(
            s.GetRequiredService<Database>(), s.GetService<IMessageTransport>(), s.GetRequiredService<EventSubscriptions>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<BacklogWatch>>()));
        services.AddSingleton<IHostedService>(s => s.GetService<IMessageTransport>() is null
            ? ActivatorUtilities.CreateInstance<NoTransport>(s)
            : ActivatorUtilities.CreateInstance<OutboxRelay>(s));
        services.AddSingleton<IHostedService>(s => new HistorySender(
            s.GetRequiredService<Database>(), s.GetService<IMessageTransport>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<HistorySender>>()));
        services.AddSingleton<IHostedService>(s => new OutcomeRelay(
            s.GetRequiredService<Database>(), s.GetService<IMessageTransport>(), s.GetRequiredService<OutcomeSignal>(),
            s.GetRequiredService<MessageOptions>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<OutcomeRelay>>()));
        if (Projection.Of(definition.Handled) is { Count: > 0 } projections)
            services.AddSingleton<IHostedService>(
                s => ActivatorUtilities.CreateInstance<ProjectionRebuilder>(s, projections));
        if (definition.Processes.Count > 0)
            services.AddHostedService<ProcessClock>();
        if (definition.ExternalCalls.Count > 0)
            services.AddHostedService<CallRunner>();
        if (definition.Handled.Count > 0)
            services.AddMessagePump();
    }

    /// <summary>Takes the messages that come for the service.</summary>
    internal static void AddMessagePump(this IServiceCollection services) =>
        services.AddSingleton<IHostedService>(s =>
        {
            var definition = s.GetRequiredService<ServiceDefinition>();
            var transport = s.GetService<IMessageTransport>()
                ?? throw NoTransport.Error(s.GetRequiredService<MessageService>().Name, definition);
            if (transport is PostgresTransport)
                ForeignQueue.RefuseOn("PostgreSQL as the transport", s.GetRequiredService<EventSubscriptions>().Queues);
            return ActivatorUtilities.CreateInstance<MessagePump>(s);
        });

    private static void AddPostgresTransport(this IHostApplicationBuilder builder, bool migrateOnly)
    {
        if (builder.Configuration.GetConnectionString(Transport) is not { } connectionString)
            return;
        PlatformBuilderExtensions.CheckConnectionString(Transport, connectionString);
        var services = builder.Services;
        var listen = builder.Configuration.GetConnectionString($"{Transport}-listen");
        services.AddSingleton(s => new TransportDatabase(
            connectionString, listen, s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<QueueSignals>();
        services.TryAddSingleton<IMessageTransport, PostgresTransport>();
        if (!migrateOnly)
            services.AddHostedService(s => s.GetRequiredService<QueueSignals>());
    }
}
