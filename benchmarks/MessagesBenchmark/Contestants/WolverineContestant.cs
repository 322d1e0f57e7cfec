using System.Diagnostics;
using JasperFx.CodeGeneration;
using Npgsql;
using TestDigitalPlatform.Benchmarks.Report;
using Wolverine;
using Wolverine.Persistence.Durability;
using Wolverine.Postgresql;
using Wolverine.RabbitMQ;
using Wolverine.RDBMS;
using Wolverine.Runtime;
using Wolverine.Transports;

namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>Wolverine with its durable outbox and inbox in PostgreSQL.</summary>
internal sealed class WolverineContestant(IHost host, NpgsqlDataSource source) : IContestant
{
    private const string Schema = "wolverine";
    private const int Transaction = 100;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    private readonly List<MessageContext> stored = [];
    private readonly WolverineRuntime runtime = (WolverineRuntime)host.Services.GetRequiredService<IWolverineRuntime>();
    private long told;

    private IMessageDatabase Messages => (IMessageDatabase)runtime.Storage;

    private IListeningAgent Listener =>
        runtime.Endpoints.FindListeningAgent(new Uri($"rabbitmq://queue/{Load.Queue}"))
        ?? throw new InvalidOperationException("Wolverine does not listen.");

    internal static async Task<IContestant> Start(ContestantSettings settings)
    {
        var confirms = settings.Kind is ContestantKind.Wolverine;
        var source = NpgsqlDataSource.Create(settings.Database);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(source);
        builder.UseWolverine(options =>
        {
            options.PersistMessagesWithPostgresql(settings.Database, Schema);
            options.Durability.Mode = DurabilityMode.Solo;
            options.UseRuntimeCompilation();
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
            options.Discovery.DisableConventionalDiscovery().IncludeType(typeof(PeerTickedHandler));
            options.UseRabbitMq(new Uri(settings.Broker)).UseQuorumQueues().DisableDeadLetterQueueing().AutoProvision()
                .ConfigureChannelCreation(channel =>
                    (channel.PublisherConfirmationsEnabled, channel.PublisherConfirmationTrackingEnabled) = (confirms, confirms));
            options.PublishMessage<PeerTicked>().ToRabbitQueue(Load.Queue).UseDurableOutbox();
            options.ListenToRabbitQueue(Load.Queue).UseDurableInbox()
                .MaximumParallelMessages(Load.Concurrency).PreFetchCount(Load.Prefetch);
        });
        var host = builder.Build();
        await host.StartAsync();
        var contestant = new WolverineContestant(host, source);
        await contestant.Listener.StopAndDrainAsync();
        return contestant;
    }

    public async Task Store(int count)
    {
        for (var left = count; left > 0; left -= Transaction)
            stored.Add(await Commit(Math.Min(left, Transaction)));
    }

    public async Task<TimeSpan> Relay(int count)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var context in stored)
            await context.FlushOutgoingMessagesAsync();
        await using var command = source.CreateCommand($"select exists (select from {Schema}.wolverine_outgoing_envelopes)");
        while ((bool)(await command.ExecuteScalarAsync())!)
            await Task.Delay(Look);
        stored.Clear();
        return Stopwatch.GetElapsedTime(begun);
    }

    public async Task<TimeSpan> Consume(int count)
    {
        var arrived = Arrivals.Expect(count);
        var begun = Stopwatch.GetTimestamp();
        await Listener.StartAsync();
        await arrived;
        var took = Stopwatch.GetElapsedTime(begun);
        await Listener.StopAndDrainAsync();
        return took;
    }

    public async Task<Spread> Latency(int count, int rate)
    {
        await Listener.StartAsync();
        var begin = told;
        var latency = await Arrivals.Measure(begin, count, rate, async _ =>
        {
            var context = await Commit(1);
            var committed = Stopwatch.GetTimestamp();
            await context.FlushOutgoingMessagesAsync();
            return committed;
        });
        await Listener.StopAndDrainAsync();
        return latency;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await source.DisposeAsync();
    }

    private async Task<MessageContext> Commit(int count)
    {
        var context = new MessageContext(runtime);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await context.EnlistInOutboxAsync(new DatabaseEnvelopeTransaction(Messages, transaction));
        for (var i = 0; i < count; i++)
            await context.PublishAsync(PeerTicked.Of(Interlocked.Increment(ref told) - 1));
        await transaction.CommitAsync();
        return context;
    }
}

/// <summary>Wolverine's generated code needs it public.</summary>
public static class PeerTickedHandler
{
    public static async Task Handle(PeerTicked message, NpgsqlDataSource source)
    {
        ArgumentNullException.ThrowIfNull(message);
        Arrivals.Stamp(message.N);
        await Effect.Store(source, message);
        Arrivals.Effects(1);
    }
}
