using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Benchmarks.Messages.Service;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>A service of the platform with its default settings, which tells events and handles them itself.</summary>
internal sealed class PlatformContestant : IContestant
{
    private const string Service = "ticks";

    private readonly MeterListener meters = new();
    private readonly WebApplication app;
    private readonly NpgsqlDataSource admin;
    private readonly OutboxRelay relay;
    private readonly MessagePump pump;
    private long told;
    private int published;
    private int awaited;
    private TaskCompletionSource isPublished = new();

    private PlatformContestant(WebApplication app, NpgsqlDataSource admin)
    {
        (this.app, this.admin) = (app, admin);
        relay = app.Services.GetServices<IHostedService>().OfType<OutboxRelay>().Single();
        pump = app.Services.GetServices<IHostedService>().OfType<MessagePump>().Single();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "messaging.client.sent.messages" or "messaging.client.consumed.messages")
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>(Counted);
        meters.Start();
    }

    internal static async Task<IContestant> Start(ContestantSettings settings)
    {
        var builder = WebApplication.CreateBuilder([
            "--environment=Development", "--urls=http://127.0.0.1:0", "--Platform:Docs=false",
            $"--ConnectionStrings:{Service}={settings.Database}", $"--ConnectionStrings:{Service}-owner={settings.Owner}",
            .. settings.Messages is null
                ? (string[])[$"--ConnectionStrings:messages-rabbitmq={settings.Broker}"]
                : [$"--ConnectionStrings:messages={settings.Messages}", $"--ConnectionStrings:messages-owner={settings.MessagesOwner}"],
        ]);
        builder.Logging.ClearProviders();
        builder.AddPlatform(Service);
        if (settings.Messages is null)
            builder.AddRabbitMq();
        var app = builder.Build();
        app.MapPlatform();
        await app.StartAsync();
        var contestant = new PlatformContestant(app, NpgsqlDataSource.Create(settings.Admin));
        await contestant.Rest();
        // The queue is there before the first event is carried.
        await app.Services.GetRequiredService<IMessageTransport>().Open(
            app.Services.GetRequiredService<EventSubscriptions>().Names, CancellationToken.None);
        return contestant;
    }

    public async Task Store(int count)
    {
        await using var connection = await admin.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            """
            insert into tdp.outbox (id, type, subject, key, customer_id, body, stored_at)
            select gen_random_uuid(), $1, k, k, $2, json_build_object('n', n, 'key', k, 'text', $3), now()
            from unnest($4, $5) t (n, k)
            """,
            connection);
        Parameters(command.Parameters, count);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets a long backlog wait in the outbox; its events have keys of their own.</summary>
    internal async Task Fill(int count)
    {
        await using var connection = await admin.OpenConnectionAsync();
        // The trigger that numbers events would take minutes; it would give the same numbers.
        await using (var without = new NpgsqlCommand("set session_replication_role = replica", connection))
            await without.ExecuteNonQueryAsync();
        await using (var fill = new NpgsqlCommand(
            """
            insert into tdp.outbox
                (at, sequence, id, type, subject, key, number, previous, customer_id, body, stored_at)
            select now(), nextval('tdp.outbox_sequence_seq'), gen_random_uuid(), $1, 'b' || n, 'b' || n,
                (extract(epoch from now()) * 1000000)::bigint, '{}', $2, json_build_object('n', -n, 'key', 'b' || n, 'text', $3), now()
            from generate_series(1, $4) n
            """,
            connection)
        { CommandTimeout = 0 })
        {
            fill.Parameters.Add(new NpgsqlParameter<string> { TypedValue = typeof(Ticked).FullName });
            fill.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Load.Customer });
            fill.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Load.Text });
            fill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
            await fill.ExecuteNonQueryAsync();
        }

        await using (var with = new NpgsqlCommand("reset session_replication_role", connection))
            await with.ExecuteNonQueryAsync();
        await using var settle = new NpgsqlCommand("vacuum analyze tdp.outbox", connection) { CommandTimeout = 0 };
        await settle.ExecuteNonQueryAsync();
    }

    public async Task<TimeSpan> Relay(int count)
    {
        (published, awaited) = (0, count);
        isPublished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = Stopwatch.GetTimestamp();
        await relay.StartAsync(CancellationToken.None);
        await isPublished.Task;
        var took = Stopwatch.GetElapsedTime(begun);
        await relay.StopAsync(CancellationToken.None);
        // Of a backlog it may have taken a block more.
        return took * count / published;
    }

    public async Task<TimeSpan> Consume(int count)
    {
        var arrived = Arrivals.Expect(count);
        var begun = Stopwatch.GetTimestamp();
        await pump.StartAsync(CancellationToken.None);
        await arrived;
        var took = Stopwatch.GetElapsedTime(begun);
        await pump.StopAsync(CancellationToken.None);
        return took;
    }

    public async Task<Spread> Latency(int count, int rate)
    {
        var sender = app.Services.GetRequiredService<IPlatformSender<Clock>>().For(CustomerId.Parse(Load.Customer));
        await relay.StartAsync(CancellationToken.None);
        await pump.StartAsync(CancellationToken.None);
        var begin = told;
        told += count;
        var latency = await Arrivals.Measure(begin, count, rate, async n =>
        {
            await sender.Send(new Tick(n));
            return Stopwatch.GetTimestamp();
        });
        await Rest();
        return latency;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await admin.DisposeAsync();
        meters.Dispose();
    }

    private async Task Rest()
    {
        await relay.StopAsync(CancellationToken.None);
        await pump.StopAsync(CancellationToken.None);
    }

    private void Counted(Instrument instrument, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Name is "messaging.client.consumed.messages")
            Arrivals.Effects((int)count);
        else if (Interlocked.Add(ref published, (int)count) >= Volatile.Read(ref awaited))
            isPublished.TrySetResult();
    }

    private void Parameters(NpgsqlParameterCollection parameters, int count)
    {
        var numbers = Enumerable.Range(0, count).Select(i => told + i).ToArray();
        told += count;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = typeof(Ticked).FullName });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = Load.Customer });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = Load.Text });
        parameters.Add(new NpgsqlParameter<long[]> { TypedValue = numbers });
        parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. numbers.Select(Load.KeyOf)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
    }
}
