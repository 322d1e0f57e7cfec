using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Connections;
using TestDigitalPlatform.RabbitMq.Publishing;
using TestDigitalPlatform.RabbitMq.Receiving;
using TestDigitalPlatform.RabbitMq.Reports;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq;

/// <summary>Queues in RabbitMQ.</summary>
/// <remarks>
/// One connection publishes and another receives: a broker that runs out of memory or disk stops reading from those that
/// publish, and what was received must be acknowledged nevertheless.
/// </remarks>
internal sealed class RabbitMqTransport : IMessageTransport, IMessageConventions, IAsyncDisposable
{
    private const int MessagesForEachPlace = 8;

    private readonly string service;
    private readonly RabbitMqOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Publisher publisher;
    private readonly Receiver receiver;

    public RabbitMqTransport(
        BrokerAddress address, RabbitMqOptions options, MessageOptions messages, MessageService service, TimeProvider time,
        ILogger<RabbitMqTransport> logger, ServiceDefinition? definition = null, EventSubscriptions? subscriptions = null)
    {
        (this.service, this.options, this.time, this.logger) = (service.Name, options, time, logger);
        options.CheckQueues(service.Name);
        var hierarchy = new EventHierarchy(definition?.Assembly);
        publisher = new Publisher(
            new BrokerConnection(address, $"{service.Name} Publish", "publish", logger), hierarchy, options);
        receiver = new Receiver(
            new BrokerConnection(address, $"{service.Name} MessagePump", "receive", logger), hierarchy, service.Name,
            options.Prefetch ?? Math.Min(ushort.MaxValue, messages.Concurrency * MessagesForEachPlace), messages, time, logger,
            options.DelayQueues)
        {
            Foreign = subscriptions?.Queues ?? [],
        };
    }

    public string System => "rabbitmq";

    /// <summary>How long a block is gathered for after its first message.</summary>
    internal TimeSpan Gathering
    {
        set => receiver.Gathering = value;
    }

    public Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken) =>
        receiver.Open(types, cancellationToken);

    public Task Publish(
        IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken) =>
        publisher.Publish(messages, destination, Sender, cancellationToken);

    public Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken) =>
        receiver.Receive(atMost, cancellationToken);

    public Task<Backlog> Waiting(CancellationToken cancellationToken) => receiver.Waiting(cancellationToken);

    public IReadOnlyCollection<KeyValuePair<string, string?>> Following(TransportMessage cause) => Relations.Following(cause);

    public (string Destination, IReadOnlyCollection<KeyValuePair<string, string?>> Headers) Replying(TransportMessage cause) =>
        Relations.Replying(cause);

    public bool WantsHandled(TransportMessage message, bool isRepeated) =>
        (options.AuditQueue is not null && !isRepeated) || ReportedMessage.WaitsForAcknowledgement(message) is not null;

    public MessageHeaders? Failing(TransportMessage message) =>
        options.ErrorQueue is { } queue ? ReportedMessage.Failing(message, queue, service) : null;

    public async Task Tell(IReadOnlyList<MessageOutcome> outcomes, CancellationToken cancellationToken)
    {
        var sender = Sender;
        var copies = new List<OutgoingMessage>();
        foreach (var outcome in outcomes)
        {
            if (outcome.Failure is { } failure)
            {
                if (options.ErrorQueue is { } errors)
                    copies.Add(ReportedMessage.Failed(errors, outcome.Message, failure, outcome.EndedAt, sender));
                continue;
            }

            var waits = ReportedMessage.WaitsForAcknowledgement(outcome.Message);
            if (waits is not null)
                await Acknowledge(outcome.Message, waits, cancellationToken);
            if (options.AuditQueue is { } audit)
                copies.Add(ReportedMessage.Handled(audit, outcome, waits is not null, sender));
        }

        if (copies.Count > 0)
            await publisher.PublishTo(copies, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await publisher.DisposeAsync();
    }

    private WireSender Sender => new(service, Environment.MachineName, receiver.IsOpened);

    private async Task Acknowledge(TransportMessage message, string queue, CancellationToken cancellationToken)
    {
        try
        {
            await publisher.PublishTo(ReportedMessage.Acknowledged(queue, message, time.GetUtcNow()), cancellationToken);
        }
        catch (UnknownDestinationException)
        {
            // The message named it, and whoever is gone waits for nothing.
            RabbitMqLog.Unacknowledged(logger, message.Id, queue);
        }
    }
}
