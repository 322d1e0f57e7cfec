using System.Diagnostics;
using MassTransit;
using Npgsql;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>MassTransit without outbox and inbox, which it has with EF Core only; its consumer writes the row by hand.</summary>
internal sealed class MassTransitContestant(IBusControl bus, NpgsqlDataSource source) : IContestant
{
    private readonly List<PeerTicked> stored = [];
    private long told;

    internal static async Task<IContestant> Start(ContestantSettings settings)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(configure => configure.Host(new Uri(settings.Broker)));
        await bus.StartAsync();
        var contestant = new MassTransitContestant(bus, NpgsqlDataSource.Create(settings.Database));
        // The queue is there before the first message is published.
        await (await contestant.Listen()).StopAsync();
        return contestant;
    }

    public Task Store(int count)
    {
        for (var i = 0; i < count; i++)
            stored.Add(PeerTicked.Of(told++));
        return Task.CompletedTask;
    }

    public async Task<TimeSpan> Relay(int count)
    {
        var begun = Stopwatch.GetTimestamp();
        await bus.PublishBatch(stored);
        stored.Clear();
        return Stopwatch.GetElapsedTime(begun);
    }

    public async Task<TimeSpan> Consume(int count)
    {
        var arrived = Arrivals.Expect(count);
        var begun = Stopwatch.GetTimestamp();
        var listening = await Listen();
        await arrived;
        var took = Stopwatch.GetElapsedTime(begun);
        await listening.StopAsync();
        return took;
    }

    public Task<Spread> Latency(int count, int rate) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await bus.StopAsync();
        await source.DisposeAsync();
    }

    private async Task<HostReceiveEndpointHandle> Listen()
    {
        var listening = bus.ConnectReceiveEndpoint(Load.Queue, endpoint =>
        {
            endpoint.PrefetchCount = Load.Prefetch;
            endpoint.ConcurrentMessageLimit = Load.Concurrency;
            if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                rabbit.SetQuorumQueue();
            endpoint.Handler<PeerTicked>(Handle);
        });
        await listening.Ready;
        return listening;
    }

    private async Task Handle(ConsumeContext<PeerTicked> context)
    {
        await Effect.Store(source, context.Message);
        Arrivals.Effects(1);
    }
}
