using System.Diagnostics;
using System.Text.Json;
using RabbitMQ.Client;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>RabbitMQ's own client with a window of confirmations, out of memory: the most that a relay can reach.</summary>
internal sealed class RawContestant(IConnection connection, IChannel channel) : IContestant
{
    private const int Window = 500;

    private readonly List<byte[]> stored = [];
    private long told;

    internal static async Task<IContestant> Start(ContestantSettings settings)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(settings.Broker) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(
            Load.Queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.ExchangeDeclareAsync(Load.Queue, ExchangeType.Fanout, durable: true);
        await channel.QueueBindAsync(Load.Queue, Load.Queue, "");
        return new RawContestant(connection, channel);
    }

    public Task Store(int count)
    {
        for (var i = 0; i < count; i++)
            stored.Add(JsonSerializer.SerializeToUtf8Bytes(PeerTicked.Of(told++)));
        return Task.CompletedTask;
    }

    public async Task<TimeSpan> Relay(int count)
    {
        var begun = Stopwatch.GetTimestamp();
        var window = new Queue<Task>(Window);
        foreach (var body in stored)
        {
            if (window.Count == Window)
                await window.Dequeue();
            var properties = new BasicProperties { Persistent = true, MessageId = Guid.CreateVersion7().ToString() };
            window.Enqueue(channel.BasicPublishAsync(Load.Queue, "", mandatory: false, properties, body).AsTask());
        }

        while (window.TryDequeue(out var oldest))
            await oldest;
        stored.Clear();
        return Stopwatch.GetElapsedTime(begun);
    }

    public Task<TimeSpan> Consume(int count) => throw new NotSupportedException();

    public Task<Spread> Latency(int count, int rate) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
