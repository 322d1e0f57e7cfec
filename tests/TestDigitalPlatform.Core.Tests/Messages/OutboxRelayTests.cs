using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class OutboxRelayTests
{
    [Fact]
    public async Task Carries_each_event_on_and_keeps_it_as_history()
    {
        await using var service = await TaskService.Start();
        var transport = new Recorder();
        foreach (var title in (string[])["a", "b", "c"])
            await service.Add(new AddTask(title));

        (await Relay(service, transport)).ShouldBe(3);
        (await Relay(service, transport)).ShouldBe(0);

        transport.Messages.Select(m => m.Type).Distinct().ShouldBe([typeof(TaskAdded).FullName]);
        transport.Messages.Select(m => m.Customer).Distinct().ShouldBe(["acme"]);
        (await Count(service, "tdp.outbox")).ShouldBe(0);
        (await Count(service, "tdp.event")).ShouldBe(3);
    }

    [Fact]
    public async Task Leaves_everything_where_it_was_when_the_transport_is_away()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("a"));
        var transport = new Recorder { Away = true };

        await Should.ThrowAsync<IOException>(Relay(service, transport));
        (await Count(service, "tdp.outbox")).ShouldBe(1);
        transport.Away = false;

        (await Relay(service, transport)).ShouldBe(1);
        (await Count(service, "tdp.event")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_for_a_receiver_that_is_gone_is_dropped_and_the_rest_goes_on()
    {
        await using var service = await TaskService.Start();
        await using (var command = service.Source.CreateCommand("""
            insert into tdp.outbox (id, type, subject, key, body, stored_at, destination)
            select gen_random_uuid(), 'Told', 'k', 'k', '{}', now(), d from unnest(array['gone', null, 'here', 'gone']) d
            """))
            await command.ExecuteNonQueryAsync();
        var transport = new Recorder { Unknown = "gone" };

        (await Relay(service, transport)).ShouldBe(4);

        transport.Messages.Select(m => m.Destination ?? "all").Order().ShouldBe(["all", "here"]);
        transport.Messages.Single(m => m.Destination is not null).Key.ShouldBeNull();
        (await Count(service, "tdp.outbox")).ShouldBe(0);
        (await Count(service, "tdp.event")).ShouldBe(4);
    }

    [Fact]
    public async Task What_the_transport_refuses_stays_and_the_rest_goes_on()
    {
        await using var service = await TaskService.Start();
        await Tell(service, keys: 10, each: 3);
        await service.Stored.Scalar<long>("""
            with changed as (update tdp.outbox set type = 'Refused' where sequence in (select sequence from tdp.outbox
                order by sequence offset 11 limit 2) returning 1)
            select count(*) from changed
            """);
        var transport = new Recorder { Refused = "Refused" };
        using var relay = Of(service, transport, blockSize: 4);
        await relay.StartAsync(default);

        await Until(async () => await Count(service, "tdp.outbox where refused_until is null") == 0);
        await Tell(service, keys: 1, each: 1);
        await Until(async () => await Count(service, "tdp.event") == 29);
        await relay.StopAsync(default);

        transport.Messages.Select(m => m.Id).Distinct().Count().ShouldBe(29);
        transport.Messages.ShouldAllBe(m => m.Type == "Told");
        (await Count(service, "tdp.outbox")).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_refused_is_tried_again_after_a_minute()
    {
        await using var service = await TaskService.Start();
        await Tell(service, keys: 1, each: 2);
        await service.Stored.Scalar<long>("""
            with changed as (update tdp.outbox set refused_until = now() + case when sequence = (select min(sequence) from tdp.outbox)
                then interval '0' else interval '1 minute' end returning 1)
            select count(*) from changed
            """);
        var transport = new Recorder { Refused = "Told" };
        using var relay = Of(service, transport, blockSize: 4);

        await relay.RelayRefused(default);
        var left = await Count(service, "tdp.outbox where refused_until > now()");
        transport.Refused = null;
        await service.Stored.Scalar<long>(
            "with due as (update tdp.outbox set refused_until = now() where number = (select min(number) from tdp.outbox) returning 1) select count(*) from due");
        await relay.RelayRefused(default);

        left.ShouldBe(2);
        transport.Messages.Count.ShouldBe(1);
        (await Count(service, "tdp.outbox")).ShouldBe(1);
    }

    [Fact]
    public async Task A_block_ends_at_8_MiB()
    {
        await using var service = await TaskService.Start();
        await using (var command = service.Source.CreateCommand("""
            insert into tdp.outbox (id, type, subject, key, body, stored_at)
            select gen_random_uuid(), 'Told', 'k', 'k', json_build_object('text', repeat('x', 3 * 1024 * 1024)), now() from generate_series(1, 5)
            """))
            await command.ExecuteNonQueryAsync();
        var transport = new Recorder();

        var blocks = new[] { await Relay(service, transport), await Relay(service, transport), await Relay(service, transport) };

        blocks.ShouldBe([3, 2, 0]);
        transport.Messages.Select(m => m.Number).ShouldBeInOrder();
    }

    [Fact]
    public async Task Any_number_of_relays_carry_each_event_once()
    {
        await using var service = await TaskService.Start();
        await Tell(service, keys: 20, each: 50);
        var transport = new Recorder();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (await Relay(service, transport, blockSize: 30) > 0)
            {
            }
        }));

        transport.Messages.Count.ShouldBe(1_000);
        transport.Messages.Select(m => m.Id).Distinct().Count().ShouldBe(1_000);
    }

    [Fact]
    public async Task Two_blocks_are_under_way_and_what_is_not_confirmed_comes_again()
    {
        await using var service = await TaskService.Start();
        await Tell(service, keys: 20, each: 50);
        var transport = new Confirming();
        using var relay = Of(service, transport, blockSize: 100);
        await relay.StartAsync(default);

        await Until(() => Task.FromResult(transport.UnderWay == 2));
        (await Count(service, "tdp.outbox")).ShouldBe(1_000);
        transport.Fail();
        await Until(async () => await Count(service, "tdp.outbox") == 0);

        await relay.StopAsync(default);
        transport.MostUnderWay.ShouldBe(2);
        transport.Confirmed.Distinct().Count().ShouldBe(1_000);
        (await Count(service, "tdp.event")).ShouldBe(1_000);
    }

    [Fact]
    public async Task Numbers_grow_within_a_key_in_the_order_of_commits_and_each_says_the_one_before()
    {
        await using var service = await TaskService.Start();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Tell(service, keys: 2, each: 20)));
        var transport = new Recorder();

        await Relay(service, transport, blockSize: 2_000);

        foreach (var key in transport.Messages.GroupBy(m => m.Key))
        {
            var numbers = key.Select(m => m.Number).Order().ToList();
            numbers.Distinct().Count().ShouldBe(160);
            foreach (var message in key.OrderBy(m => m.Number).Skip(1))
                message.Previous.ShouldBe($"{{\"Told\": {numbers[numbers.IndexOf(message.Number) - 1]}}}");
        }
    }

    [Fact]
    public async Task Takes_a_block_of_a_large_backlog_without_reading_it()
    {
        await using var service = await TaskService.Start();
        await Tell(service, keys: 20_000, each: 1);
        var transport = new Recorder();
        await Relay(service, transport, blockSize: 100);
        await service.Stored.Scalar<string>("select pg_stat_reset()::text");

        await Relay(service, transport, blockSize: 100);

        await Until(async () => await service.Stored.Scalar<long>(
            "select coalesce(sum(n_tup_del), 0)::bigint from pg_stat_all_tables where relname ~ '^outbox_'") >= 100);
        (await service.Stored.Scalar<long>(
            "select coalesce(sum(seq_tup_read), 0)::bigint from pg_stat_all_tables where relname ~ '^outbox_'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_day_that_is_over_and_empty_is_dropped_and_one_that_is_not_stays()
    {
        await using var service = await TaskService.Start();
        await Tell(service, keys: 1, each: 1);
        await using (var owner = new NpgsqlConnection(service.Stored.Connections.Owner + ";Pooling=false"))
        {
            await owner.OpenAsync();
            await using var old = new NpgsqlCommand(
                """
                select tdp.make_partition('outbox', '2026_01_01', '2026-01-01Z', '2026-01-02Z');
                select tdp.make_partition('outbox', '2026_01_02', '2026-01-02Z', '2026-01-03Z');
                insert into tdp.outbox (at, id, type, subject, key, body, stored_at)
                values ('2026-01-02T12:00Z', gen_random_uuid(), 'Told', 'k', 'k', '{}', now());
                """,
                owner);
            await old.ExecuteNonQueryAsync();
        }

        (await service.Stored.Scalar<int>("select tdp.drop_partitions()")).ShouldBe(1);

        (await service.Stored.Scalar<string>(
            "select string_agg(relname, ' ') from pg_class where relname ~ '^outbox_2026_01_0.$'")).ShouldBe("outbox_2026_01_02");
    }

    private static async Task<int> Relay(TaskService service, IMessageTransport transport, int blockSize = 200)
    {
        using var relay = Of(service, transport, blockSize);
        return await relay.RelayBlock(default);
    }

    private static OutboxRelay Of(TaskService service, IMessageTransport transport, int blockSize) => new(
        service.Data, transport, service.Outbox, new MessageOptions { BlockSize = blockSize }, TimeProvider.System,
        NullLogger<OutboxRelay>.Instance);

    // As a service's decisions would, without the rest of them.
    private static async Task Tell(TaskService service, int keys, int each)
    {
        await using var command = service.Source.CreateCommand("""
            insert into tdp.outbox (id, type, subject, key, body, stored_at)
            select gen_random_uuid(), 'Told', 'k' || n % $1, 'k' || n % $1, '{}', now() from generate_series(0, $1 * $2 - 1) n
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = keys });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = each });
        await command.ExecuteNonQueryAsync();
    }

    private static Task<long> Count(TaskService service, string table) =>
        service.Stored.Scalar<long>($"select count(*) from {table}");

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }

    private sealed class Recorder : IMessageTransport
    {
        private readonly List<TransportMessage> messages = [];

        public string System => "recorder";

        internal bool Away { get; set; }

        internal string? Unknown { get; init; }

        internal string? Refused { get; set; }

        internal List<TransportMessage> Messages => messages;

        public Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task Publish(
            IReadOnlyList<TransportMessage> published, string? destination, CancellationToken cancellationToken)
        {
            if (Away)
                throw new IOException("The transport is away.");
            if (destination is not null && destination == Unknown)
                throw new UnknownDestinationException(destination, new IOException());
            if (published.Any(message => message.Type == Refused))
                throw new MessageRefusedException("The transport refused a message.", new IOException());
            lock (messages)
                messages.AddRange(published);
            return Task.CompletedTask;
        }

        public Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken) =>
            Task.FromResult<IReceivedBlock?>(null);

        public Task<Backlog> Waiting(CancellationToken cancellationToken) => Task.FromResult(default(Backlog));
    }

    /// <summary>Confirms nothing until it has failed once.</summary>
    private sealed class Confirming : IMessageTransport
    {
        private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int underWay;

        public string System => "confirming";

        internal int UnderWay => Volatile.Read(ref underWay);

        internal int MostUnderWay { get; private set; }

        internal List<Guid> Confirmed { get; } = [];

        internal void Fail() => failed.SetException(new IOException("The transport is away."));

        public Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task Publish(
            IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken)
        {
            var wasAway = failed.Task.IsCompleted;
            MostUnderWay = Math.Max(MostUnderWay, Interlocked.Increment(ref underWay));
            try
            {
                if (!wasAway)
                    await failed.Task;
                lock (Confirmed)
                    Confirmed.AddRange(messages.Select(m => m.Id));
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        }

        public Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken) =>
            Task.FromResult<IReceivedBlock?>(null);

        public Task<Backlog> Waiting(CancellationToken cancellationToken) => Task.FromResult(default(Backlog));
    }
}
