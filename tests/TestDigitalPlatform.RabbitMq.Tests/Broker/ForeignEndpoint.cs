using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace TestDigitalPlatform.RabbitMq.Tests.Broker;

/// <summary>Another system at the broker, which sends and receives as NServiceBus and ServiceControl do.</summary>
internal sealed class ForeignEndpoint : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string address;
    private readonly IConnection connection;
    private readonly IChannel channel;
    private IConnection? looks;

    private ForeignEndpoint(string address, IConnection connection, IChannel channel) =>
        (this.address, this.connection, this.channel) = (address, connection, channel);

    internal static async Task<ForeignEndpoint> Connect(string address)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        return new ForeignEndpoint(address, connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
    }

    /// <summary>Declares a queue and the exchange in front of it.</summary>
    internal async Task Declare(string queue, bool isQuorum = true)
    {
        await channel.QueueDeclareAsync(
            queue, true, false, false, isQuorum ? new Dictionary<string, object?> { ["x-queue-type"] = "quorum" } : null);
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true);
        await channel.QueueBindAsync(queue, queue, "");
    }

    internal Task Delete(string queue) => channel.QueueDeleteAsync(queue);

    internal Task Send(string address, Dictionary<string, string> headers, string body) =>
        Send(address, "", headers, Encoding.UTF8.GetBytes(body));

    internal async Task Send(string exchange, string routingKey, Dictionary<string, string> headers, byte[] body) =>
        await channel.BasicPublishAsync(
            exchange, routingKey, mandatory: true,
            new BasicProperties
            {
                MessageId = headers.GetValueOrDefault("NServiceBus.MessageId") ?? Guid.NewGuid().ToString(),
                DeliveryMode = DeliveryModes.Persistent,
                Headers = headers.ToDictionary(header => header.Key, header => (object?)header.Value),
            },
            body);

    /// <summary>Sends as a program does that knows no conventions: through the default exchange.</summary>
    internal async Task SendPlain(string queue, string? id, string body, string? type = null)
    {
        var properties = new BasicProperties();
        if (id is not null)
            properties.MessageId = id;
        if (type is not null)
            properties.Type = type;
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Sends as NServiceBus sends with a delay.</summary>
    internal async Task SendDelayed(string address, int seconds, Dictionary<string, string> headers, string body)
    {
        await channel.ExchangeBindAsync(address, "nsb.v2.delay-delivery", $"#.{address}");
        var digits = Convert.ToString(seconds, 2).PadLeft(28, '0');
        var level = Math.Max(0, 27 - digits.IndexOf('1', StringComparison.Ordinal));
        await Send(
            string.Create(CultureInfo.InvariantCulture, $"nsb.v2.delay-level-{(seconds == 0 ? 0 : level):00}"),
            $"{string.Join('.', digits.ToCharArray())}.{address}", headers, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Waits for the next message of a queue.</summary>
    /// <param name="queue">The queue, which need not exist yet.</param>
    /// <param name="meanwhile">What is done between looks.</param>
    internal async Task<ForeignMessage> Receive(string queue, Action? meanwhile = null)
    {
        var limit = DateTime.UtcNow + Limit;
        while (true)
        {
            if (await Get(queue) is { } message)
                return message;
            DateTime.UtcNow.ShouldBeLessThan(limit, $"A message comes into '{queue}' within a minute.");
            meanwhile?.Invoke();
            await Task.Delay(Look);
        }
    }

    internal async Task<uint> Count(string queue) => (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;

    public async ValueTask DisposeAsync()
    {
        if (looks is not null)
            await looks.DisposeAsync();
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<ForeignMessage?> Get(string queue)
    {
        try
        {
            await using var asked = await (await Looks()).CreateChannelAsync();
            if (await asked.BasicGetAsync(queue, autoAck: true) is not { } got)
                return null;
            return new ForeignMessage(
                got.BasicProperties.MessageId ?? "", got.BasicProperties.Type,
                // The number is of the client that published it.
                (got.BasicProperties.Headers ?? new Dictionary<string, object?>()).Where(header => header.Key != "x-dotnet-pub-seq-no").ToDictionary(
                    header => header.Key, header => header.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{header.Value}"),
                got.Body.ToArray());
        }
        // The second: a queue that has just been declared has no process yet, and the broker ends the connection that asks for it.
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException e)
            when (e.ShutdownReason?.ReplyCode is Constants.NotFound or Constants.InternalError)
        {
            return null;
        }
    }

    /// <summary>A connection of its own: asking for a queue that is only just there ends it, and nothing else.</summary>
    private async Task<IConnection> Looks()
    {
        if (looks is { IsOpen: true })
            return looks;
        if (looks is not null)
            await looks.DisposeAsync();
        looks = await new ConnectionFactory { Uri = new Uri(address), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        return looks;
    }
}

/// <summary>A message as another system sees it.</summary>
internal sealed record ForeignMessage(string Id, string? Type, Dictionary<string, string> Headers, byte[] Body)
{
    internal string Text => Encoding.UTF8.GetString(Body);
}
