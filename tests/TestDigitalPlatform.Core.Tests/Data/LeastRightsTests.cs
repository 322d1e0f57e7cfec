using Npgsql;

namespace TestDigitalPlatform.Core.Tests.Data;

/// <summary>What the service's role can do to the platform's own tables, one customer's batch at a time.</summary>
public sealed class LeastRightsTests(SharedTasks shared) : IClassFixture<SharedTasks>
{
    private const string Audit =
        "insert into tdp.audit (id, at, operation, actor, role, customer_id, outcome) "
        + "values (gen_random_uuid(), now(), 'AddTask', 'ann', 'customer-user', ";

    private const string Event =
        "insert into tdp.outbox (id, type, subject, customer_id, body, stored_at) "
        + "values (gen_random_uuid(), 'TaskAdded', 's', ";

    private const string Answer =
        "insert into tdp.idempotency (scope, user_id, key, fingerprint, accepted, answer, stored_at) values (";

    [Theory]
    [InlineData(Audit + "'globex', 'accepted')")]
    [InlineData(Audit + "null, 'accepted')")]
    [InlineData("insert into tdp.audit (id, at, operation, actor, role, customer_id, outcome, recorded_at) "
        + "values (gen_random_uuid(), now(), 'AddTask', 'ann', 'customer-user', 'acme', 'accepted', now() - interval '1 year')")]
    [InlineData("insert into tdp.audit_other (id, at, operation, actor, role, customer_id, outcome) "
        + "values (gen_random_uuid(), now(), 'AddTask', 'ann', 'customer-user', 'acme', 'accepted')")]
    [InlineData("select tdp.make_partitions(now() + interval '100 years')")]
    [InlineData(Event + "'globex', '{}', now())")]
    [InlineData(Event + "null, '{}', now())")]
    [InlineData("insert into tdp.outbox (sequence, id, type, subject, customer_id, body, stored_at) "
        + "values (1000000, gen_random_uuid(), 't', 's', 'acme', '{}', now())")]
    [InlineData("insert into tdp.outbox (number, id, type, subject, customer_id, body, stored_at) "
        + "values ('3', gen_random_uuid(), 't', 's', 'acme', '{}', now())")]
    [InlineData("select setval('tdp.outbox_sequence_seq', 1000000)")]
    [InlineData("select nextval('tdp.outbox_sequence_seq')")]
    [InlineData(Answer + "'globex', 'bob', 'k', '', true, '1', now())")]
    [InlineData(Answer + "'', 'root', 'k', '', true, '1', now())")]
    [InlineData("delete from tdp.idempotency")]
    [InlineData("update tdp.idempotency set answer = '1'")]
    [InlineData("truncate tdp.idempotency")]
    [InlineData("insert into tdp.migration (part, number, name, checksum) values ('service', 99, 'x', 'x')")]
    [InlineData("update tdp.event_key set last = 0")]
    [InlineData("select * from tdp.event")]
    [InlineData("delete from tdp.inbox")]
    [InlineData("select tdp.look_at_processes('', array['s'], array['k'], array[gen_random_uuid()], array['p'], array['globex'])")]
    [InlineData("select tdp.move_processes('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', "
        + "'{}', '{}', '{}', '{}')")]
    [InlineData("select * from tdp.held_message")]
    [InlineData("select tdp.replay_message(gen_random_uuid())")]
    [InlineData("select tdp.pass_message('s', 'k', 1)")]
    [InlineData("delete from tdp.migration")]
    [InlineData("update tdp.secret set value = ''")]
    [InlineData("delete from tdp.secret")]
    [InlineData("create temp table task (id uuid, title text)")]
    [InlineData("create schema tasks_app")]
    [InlineData("create function public.current_setting(text, boolean) returns text language sql as 'select ''globex'''")]
    [InlineData("select tdp.isolate('task')")]
    public async Task Can_not_forge_or_erase(string statement)
    {
        await using var connection = await shared.Service.Source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select set_config('tdp.customer', 'acme', true)"),
                new NpgsqlBatchCommand(statement),
            },
        };

        var refused = await Should.ThrowAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Sees_no_answers_but_those_of_the_customer_that_the_batch_is_for()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("Of acme"), key: "one");
        await service.Add(new AddTask("Of globex"), TaskService.Globex, key: "two");
        await service.Register(new RegisterStranger("Stranger"), key: "three");
        await service.Stored.Scalar<int>(Answer + "'', 'root', 'four', '', true, '1', now()); select 1");

        (await Keys(service, TaskService.Acme)).ShouldBe(["one"]);
        (await Keys(service, TaskService.Globex)).ShouldBe(["two"]);
        (await Keys(service, null)).ShouldBe(["three"]);
        (await Keys(service, TaskService.Platform)).ShouldBe(["four"]);
        await using var unscoped = service.Source.CreateCommand("select count(*) from tdp.idempotency where key <> 'three'");
        (await unscoped.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task Writes_down_when_an_attempt_was_really_recorded()
    {
        await using var service = await TaskService.Start();
        await using (var batch = service.Source.CreateBatch())
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('tdp.customer', 'acme', true)"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                Audit.Replace("now()", "now() - interval '1 year'", StringComparison.Ordinal) + "'acme', 'accepted')"));
            await batch.ExecuteNonQueryAsync();
        }

        (await service.Stored.Scalar<bool>(
            "select at < now() - interval '11 months' and recorded_at > now() - interval '1 minute' from tdp.audit"))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Can_not_have_answers_forgotten_before_their_day()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("Kept"), key: "kept");

        await using (var command = service.Source.CreateCommand("select tdp.forget_answers('infinity', 1000)"))
            await command.ExecuteNonQueryAsync();

        (await service.Stored.Scalar<long>("select count(*) from tdp.idempotency")).ShouldBe(1);
    }

    private static async Task<IReadOnlyList<string>> Keys(TaskService service, Caller? caller) =>
        await service.Db(caller).List<string>($"select key from tdp.idempotency order by key", default);
}
