using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Core.Tests.Data;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Core.Tests.Caching;

/// <summary>No cached answer outlives a command that was committed, however its own answer was lost.</summary>
public sealed class LostAnswerTests
{
    [Fact]
    public async Task A_command_whose_answer_was_lost_leaves_no_old_count()
    {
        await using var wire = new Wire();
        await using var service = await wire.Start();
        var cache = new QueryCache(service.Invalidation, TimeProvider.System, 1_000_000);
        (await Count(cache, service)).ShouldBe("0");

        wire.Proxy.LoseNextAnswer();
        await Should.ThrowAsync<NpgsqlException>(() => service.Add(new AddTask("stored all the same")));

        (await Count(cache, service)).ShouldBe("1");
    }

    [Fact]
    public async Task So_does_its_repeat_under_the_same_key()
    {
        await using var wire = new Wire();
        await using var service = await wire.Start();
        var cache = new QueryCache(service.Invalidation, TimeProvider.System, 1_000_000);
        (await Count(cache, service)).ShouldBe("0");

        wire.Proxy.LoseNextAnswer();
        var outcome = await service.Add(new AddTask("stored all the same"), key: "k");

        outcome.Replayed.ShouldBeTrue();
        (await Count(cache, service)).ShouldBe("1");
    }

    [Fact]
    public async Task A_repeat_on_a_node_that_did_not_hear_of_the_command_leaves_no_old_count()
    {
        await using var service = await TaskService.Start();
        var other = new CacheInvalidation([TaskService.Operations.Count]);
        var cache = new QueryCache(other, TimeProvider.System, 1_000_000);
        var pipeline = new CommandPipeline(
            service.Data, other, service.Outbox, TimeProvider.System,
            NullLogger<CommandPipeline>.Instance);
        (await Count(cache, service)).ShouldBe("0");
        // The node that did it ended before it could tell.
        await service.Add(new AddTask("done elsewhere"), key: "k");
        (await Count(cache, service)).ShouldBe("0");

        var outcome = await pipeline.Run(
            BlindCommand<AddTaskHandler, AddTask, Guid>.Instance, new AddTask("done elsewhere"),
            new CommandCall(TaskService.Operations.Add, TaskService.Acme, IdempotencyKey: "k"),
            default);

        outcome.Replayed.ShouldBeTrue();
        (await Count(cache, service)).ShouldBe("1");
    }

    [Fact]
    public async Task A_command_that_is_committed_long_after_its_connection_broke_leaves_no_old_count()
    {
        await using var wire = new Wire();
        await using var service = await wire.Start();
        await using var other = new NpgsqlConnection(service.Stored.Connections.Owner);
        await other.OpenAsync();
        var cache = new QueryCache(service.Invalidation, TimeProvider.System, 1_000_000);
        await using var holds = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table task in share mode", other, holds))
            await hold.ExecuteNonQueryAsync();

        var adding = service.Add(new AddTask("stored later"));
        await Until(async () => await service.Stored.Scalar<bool>("select exists (select 1 from pg_locks where not granted)"));
        wire.Proxy.Cut();
        await Should.ThrowAsync<NpgsqlException>(adding);
        (await Count(cache, service)).ShouldBe("0");
        await holds.RollbackAsync();
        await Until(async () => await service.Stored.Scalar<long>("select count(*) from task") == 1);

        (await Count(cache, service)).ShouldBe("1");
    }

    [Fact]
    public async Task Other_nodes_hear_of_it_too()
    {
        await using var wire = new Wire();
        await using var service = await wire.Start();
        var there = new CacheInvalidation([TaskService.Operations.Count]);
        var cache = new QueryCache(there, TimeProvider.System, 1_000_000);
        await using var far = await Node.Start(service, there);
        await using var near = await Node.Start(service, service.Invalidation);
        (await Count(cache, service)).ShouldBe("0");

        wire.Proxy.LoseNextAnswer();
        await Should.ThrowAsync<NpgsqlException>(() => service.Add(new AddTask("stored all the same")));

        await Until(async () => await Count(cache, service) == "1");
        await Until(() => Task.FromResult(there.IsUnsettled(TaskService.Operations.Count, TaskService.Acme.Customer)));
    }

    [Fact]
    public void Nothing_is_kept_on_an_unknown_outcome_for_a_minute_and_only_what_depends_on_it()
    {
        var time = new ManualTime();
        var invalidation = new CacheInvalidation([TaskService.Operations.Count], time);

        invalidation.MayHaveChanged([new TaskAdded(Guid.Empty)], TaskService.Acme.Customer);

        IsUnsettled(TaskService.Acme).ShouldBeTrue();
        IsUnsettled(TaskService.Platform).ShouldBeTrue();
        IsUnsettled(TaskService.Globex).ShouldBeFalse();
        time.Advance(CacheInvalidation.Unsettled);
        IsUnsettled(TaskService.Acme).ShouldBeFalse();

        bool IsUnsettled(Caller caller) => invalidation.IsUnsettled(TaskService.Operations.Count, caller.Customer);
    }

    [Fact]
    public async Task A_node_that_stops_tells_the_others_first()
    {
        await using var service = await TaskService.Start();
        var there = new CacheInvalidation([TaskService.Operations.Count]);
        await using var far = await Node.Start(service, there);
        var before = there.Stamp(TaskService.Operations.Count, TaskService.Acme.Customer);
        var near = new CacheSignals(
            service.Data, service.Invalidation, TimeProvider.System, NullLogger<CacheSignals>.Instance);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        // It has no time to send anything before it is told to stop.
        await near.StartAsync(stopped.Token);
        await service.Add(new AddTask("told at last"));
        await near.StopAsync(default);
        near.Dispose();

        service.Invalidation.Outgoing.Count.ShouldBe(0);
        await Until(() => Task.FromResult(
            there.Stamp(TaskService.Operations.Count, TaskService.Acme.Customer) > before));
    }

    [Fact]
    public void More_changes_than_are_remembered_become_one_line_for_all()
    {
        var queue = new SignalQueue("*|*");

        for (var i = 0; i <= SignalQueue.MaxLines; i++)
            queue.Add($"event|customer-{i}");

        queue.Take(7_000).ShouldBe(["*|*"]);
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public void A_payload_is_measured_in_bytes()
    {
        var queue = new SignalQueue("*|*");
        for (var i = 0; i < 100; i++)
            queue.Add($"Заказы.СобытиеПроизошло|заказчик-{i}");

        var taken = queue.Take(1_000);

        System.Text.Encoding.UTF8.GetByteCount(string.Join('\n', taken)).ShouldBeInRange(900, 1_000);
        (taken.Count + queue.Count).ShouldBe(100);
    }

    private static async Task<string> Count(QueryCache cache, TaskService service) => System.Text.Encoding.UTF8.GetString(
        (await cache.Get(
            TaskService.Operations.Count, TaskService.Acme, "/tasks/count",
            () => service.Stored.Scalar<long>("select count(*) from task"), default)).Json);

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(5, limit.Token);
    }

    private sealed class Wire : IAsyncDisposable
    {
        internal WireProxy Proxy { get; private set; } = null!;

        internal Task<TaskService> Start() => TaskService.Start(direct =>
        {
            Proxy = new WireProxy(direct);
            return Proxy.ConnectionString;
        });

        public ValueTask DisposeAsync() => Proxy.DisposeAsync();
    }

    private sealed class Node(CacheSignals signals) : IAsyncDisposable
    {
        internal static async Task<Node> Start(TaskService service, CacheInvalidation invalidation)
        {
            var signals = new CacheSignals(
                service.Data, invalidation, TimeProvider.System, NullLogger<CacheSignals>.Instance);
            await signals.StartAsync(default);
            await signals.Listening.WaitAsync(TimeSpan.FromSeconds(60));
            return new Node(signals);
        }

        public async ValueTask DisposeAsync()
        {
            await signals.StopAsync(default);
            signals.Dispose();
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        internal void Advance(TimeSpan by) => now += by.Ticks;
    }
}
