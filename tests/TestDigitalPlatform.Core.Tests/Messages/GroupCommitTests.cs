using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Migrations;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Start;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class GroupCommitTests
{
    private static readonly Caller Acme = new(UserId.Parse("service:source"), Role.CustomerUser, CustomerId.Parse("acme"));
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private int unknown;

    [Fact]
    public async Task What_is_ready_at_the_same_time_shares_a_transaction()
    {
        await using var service = await HandlingService.Start();
        var group = Patient(service);

        await Together(service, group, [.. Enumerable.Range(0, 5).Select(i => Insert(service, $"t{i}"))]);

        (await service.Tasks.Stored.Scalar<long>("select count(*) from task where title like 't%'")).ShouldBe(5);
        (await service.Tasks.Stored.Scalar<long>("select count(distinct xmin::text) from task where title like 't%'")).ShouldBe(1);
        unknown.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_is_refused_is_told_so_and_hinders_no_other()
    {
        await using var service = await HandlingService.Start();
        var group = Patient(service);
        var refused = Statement(service, "insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', null)");

        var results = await Together(
            service, group, [Insert(service, "t0"), Insert(service, "t1"), refused, Insert(service, "t2"), Insert(service, "t3")]);

        var told = results[2].ShouldBeOfType<PostgresException>();
        told.SqlState.ShouldBe(PostgresErrorCodes.NotNullViolation);
        told.BatchCommand.ShouldBe(refused.Statements[0]);
        results.Where((_, i) => i != 2).ShouldAllBe(e => e == null);
        (await service.Tasks.Stored.Scalar<long>("select count(*) from task where title like 't%'")).ShouldBe(4);
        (await service.Tasks.Stored.Scalar<long>("select count(*) from tdp.inbox")).ShouldBe(4 + Blocking + 1);
    }

    [Fact]
    public async Task One_that_took_effect_before_hinders_no_other()
    {
        await using var service = await HandlingService.Start();
        var group = Patient(service);
        var (first, message) = (Insert(service, "t0"), service.Message(new Noted("again", "again")));
        var (twice, again) = (Of(message, Acme), Of(message, Acme));

        var results = await Together(service, group, [first, twice, again, Insert(service, "t1")]);

        results.Count(e => e is PostgresException { SqlState: InboxMark.HandledBefore }).ShouldBe(1);
        results.Count(e => e is null).ShouldBe(3);
        (await service.Tasks.Stored.Scalar<long>("select count(*) from task where title like 't%'")).ShouldBe(2);
    }

    [Fact]
    public async Task Those_that_wait_for_a_lock_hold_up_no_other()
    {
        await using var service = await HandlingService.Start();
        var group = new GroupCommit(service.Tasks.Data, transactions: Blocking);
        await Insert(service, "locked", group);
        await using var other = await Lock(service, "locked");

        // More than there are transactions at once.
        var waiting = Enumerable.Range(0, 3)
            .Select(_ => Result(group, Statement(service, "update task set done = true where title = 'locked'"))).ToList();
        await UntilLocked(service);
        var inserted = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Result(group, Insert(service, $"t{i}")))).WaitAsync(Limit);

        inserted.ShouldAllBe(e => e == null);
        waiting.ShouldAllBe(result => !result.IsCompleted);
        await other.DisposeAsync();
        (await Task.WhenAll(waiting).WaitAsync(Limit)).ShouldAllBe(e => e == null);
        (await service.Tasks.Stored.Scalar<bool>("select done from task where title = 'locked'")).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_something_is_deferred_to_the_end_only_messages_of_one_customer_share_a_transaction()
    {
        await using var service = await HandlingService.Start();
        await service.Tasks.Stored.Scalar<int>("""
            create function late() returns trigger language plpgsql as 'begin return null; end';
            create constraint trigger late after insert on task deferrable initially deferred for each row execute function late();
            select 1
            """);
        await new DatabaseStart(service.Tasks.Data, NullLogger<DatabaseStart>.Instance).Run([MigrationPart.Service(typeof(TaskService).Assembly)], null, default);
        var group = Patient(service);
        var other = Acme with { Customer = CustomerId.Parse("globex") };

        var results = await Together(service, group, [.. Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? Insert(service, $"t{i}")
            : Statement(service, $"insert into task (id, customer_id, title) values (gen_random_uuid(), 'globex', 't{i}')", other))]);

        results.ShouldAllBe(e => e == null);
        (await service.Tasks.Stored.Scalar<string>("""
            select string_agg(distinct customers, ' ' order by customers) from (
                select string_agg(distinct customer_id, '+') as customers from task where title like 't%' group by xmin::text) t
            """)).ShouldBe("acme globex");
    }

    [Fact]
    public async Task One_that_ends_the_connection_ends_its_own_only()
    {
        await using var service = await HandlingService.Start();
        var group = Patient(service);
        var killer = Statement(service, "select pg_terminate_backend(pg_backend_pid())");

        var results = await Together(service, group, [Insert(service, "t0"), killer, Insert(service, "t1")]);

        results[1].ShouldNotBeNull();
        (results[0], results[2]).ShouldBe((null, null));
        (await service.Tasks.Stored.Scalar<long>("select count(*) from task where title like 't%'")).ShouldBe(2);
        // Whether they were stored was not known for a while.
        unknown.ShouldBe(3);
    }

    [Fact]
    public async Task Each_works_in_its_own_isolation()
    {
        await using var service = await HandlingService.Start();
        var group = Patient(service);
        var other = Acme with { Customer = CustomerId.Parse("globex") };

        var results = await Together(service, group,
        [
            Insert(service, "t0"),
            Statement(service, "insert into task (id, customer_id, title) values (gen_random_uuid(), 'globex', 't1')", other),
            Statement(service, "insert into task (id, customer_id, title) values (gen_random_uuid(), 'globex', 't2')"),
            Statement(service, "update task set title = 't3' where title = 't0'", other),
        ]);

        results.Select(e => (e as PostgresException)?.SqlState).ShouldBe([null, null, PostgresErrorCodes.InsufficientPrivilege, null]);
        (await service.Titles()).Split(' ').Where(title => title.StartsWith('t')).Order().ShouldBe(["t0", "t1"]);
    }

    // The transactions that may be under way at once.
    private const int Blocking = 2;

    // All of them are ready while the transactions before wait for a lock.
    internal async Task<List<Exception?>> Together(HandlingService service, GroupCommit group, IReadOnlyList<Effects> members)
    {
        await Insert(service, "blocked", group);
        await using var other = await Lock(service, "blocked");
        var blocked = Enumerable.Range(0, Blocking)
            .Select(_ => Result(group, Statement(service, "update task set done = true where title = 'blocked'"))).ToList();
        await UntilLocked(service);
        var results = members.Select(member => Result(group, member)).ToList();
        await other.DisposeAsync();
        (await Task.WhenAll(blocked).WaitAsync(Limit)).ShouldAllBe(e => e == null);
        return [.. await Task.WhenAll(results)];
    }

    private static async Task<Exception?> Result(GroupCommit group, Effects effects)
    {
        try
        {
            await group.Store(effects, default);
            return null;
        }
        catch (Exception e) when (e is NpgsqlException)
        {
            return e;
        }
    }

    private async Task Insert(HandlingService service, string title, GroupCommit group) =>
        (await Result(group, Insert(service, title))).ShouldBeNull();

    private Effects Insert(HandlingService service, string title) =>
        Statement(service, $"insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', '{title}')");

    private Effects Statement(HandlingService service, string sql, Caller? caller = null) =>
        Of(service.Message(new Noted(Guid.NewGuid().ToString(), "any")), caller ?? Acme, new NpgsqlBatchCommand(sql));

    private Effects Of(TransportMessage message, Caller caller, params IReadOnlyList<NpgsqlBatchCommand> statements) =>
        new(caller, new InboxMark(message, 0, isHeld: false).Command(), statements, () => Interlocked.Increment(ref unknown));

    // So that what waits keeps its place for as long as a test needs.
    internal static GroupCommit Patient(HandlingService service) =>
        new(service.Tasks.Data, transactions: Blocking, limit: (int)Limit.TotalMilliseconds);

    private static Task UntilLocked(HandlingService service) => Until(async () => await service.Tasks.Stored.Scalar<long>(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") >= Blocking);

    // Ends with its connection.
    private static async Task<NpgsqlConnection> Lock(HandlingService service, string title)
    {
        var connection = await service.Tasks.Stored.OpenAsSuperuser();
        await using var command = new NpgsqlCommand($"begin; select from task where title = '{title}' for update", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }
}
