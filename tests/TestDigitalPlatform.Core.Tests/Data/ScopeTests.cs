using System.Text.Json;
using Npgsql;
using TestDigitalPlatform.Migrations;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Start;

namespace TestDigitalPlatform.Core.Tests.Data;

/// <summary>A statement for one row sets its own customer: before it looks at anything, in whatever shape it comes.</summary>
public sealed class ScopeTests(FilledTasks filled) : IClassFixture<FilledTasks>
{
    private static readonly string[] Modes = ["auto", "force_generic_plan", "force_custom_plan"];

    public static TheoryData<string> Statements =>
    [
        "select title from task where title like 'Of %'",
        "select title from task where customer_id = 'globex'",
        "select title from task where id = (select id from task where title = 'Of globex')",
        "select (select string_agg(title, ',') from task) as titles",
        "with t as materialized (select title from task) select string_agg(title, ',') from t",
        "with recursive t as (select title, 1 as n from task union all select title, n + 1 from t where n < 3) select string_agg(title, ',') from t",
        "select a.title from task a join task b on a.customer_id <> b.customer_id",
        "select a.title || b.title from task a cross join task b where a.title < b.title",
        "select title from task order by title desc limit 1",
        "select title from task order by title desc offset 1 limit 1",
        "select title from task where title = 'Of globex' for update",
        "select count(*)::text from task",
        "select max(title) from task",
        "select title from task union all select title from task order by 1 desc",
        "select distinct on (customer_id) title from task order by customer_id desc",
        "select title from (select title, row_number() over (order by title desc) as n from task) t where n = 1",
        "select title from seen",
        "select titles()",
        "select titles_inlined()",
        "select t from titles() t",
        "select case when exists (select 1 from task where customer_id = 'globex') then 'yes' else 'no' end",
        "table seen",
        "select title from task where leaks(title)",
        "select string_agg(title, ',') from task tablesample bernoulli (100)",
        "select title from task where exists (select 1 from task other where other.customer_id <> task.customer_id)",
        "select coalesce((select title from task where customer_id = 'globex'), 'none')",
        "select title from task left join lateral (select count(*) as n from task) c on true order by title desc",
        "values ((select count(*)::text from task))",
    ];

    [Theory, MemberData(nameof(Statements))]
    public async Task Gives_what_two_statements_give_however_it_is_planned(string statement)
    {
        var service = filled.Service;
        foreach (var mode in Modes)
        {
            await using var connection = await service.Source.OpenConnectionAsync();
            await Run(connection, $"set plan_cache_mode = {mode}; set parallel_setup_cost = 0; set parallel_tuple_cost = 0; "
                + "set min_parallel_table_scan_size = 0");
            foreach (var caller in (Caller[])[TaskService.Acme, TaskService.Globex, TaskService.Acme])
            {
                var expected = await InTwo(connection, service, caller, statement);
                expected.ShouldNotContain(caller == TaskService.Acme ? "Of globex" : "Of acme");
                for (var i = 0; i < 7; i++)
                    (await InOne(connection, service, caller, statement)).ShouldBe(expected, $"{mode}: {statement}");
            }

            await Run(connection, "reset plan_cache_mode; reset parallel_setup_cost; reset parallel_tuple_cost; reset min_parallel_table_scan_size");
        }
    }

    // What sets is computed for a gate in front of all that reads; and nothing runs in parallel, where workers might begin
    // before.
    [Theory, MemberData(nameof(Statements))]
    public async Task Sets_the_customer_for_a_gate_in_front_of_all_that_reads(string statement)
    {
        var service = filled.Service;
        foreach (var mode in Modes)
        {
            await using var connection = await service.Source.OpenConnectionAsync();
            await Run(connection, $"set plan_cache_mode = {mode}; set parallel_setup_cost = 0; set parallel_tuple_cost = 0; "
                + "set min_parallel_table_scan_size = 0");
            var command = service.Data.Scope.Within(TaskService.Acme, Text(statement))!;
            await using var explain = new NpgsqlCommand(
                "explain (format json, verbose) " + command.CommandText, connection);
            explain.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "acme" });
            using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
            var root = plan.RootElement[0].GetProperty("Plan");

            root.GetProperty("Node Type").GetString().ShouldBe("Result");
            root.GetProperty("One-Time Filter").GetString().ShouldBe("($0 IS NOT NULL)");
            root.TryGetProperty("Filter", out _).ShouldBeFalse();
            var parts = root.GetProperty("Plans").EnumerateArray().ToList();
            var set = parts.Single(p => p.GetProperty("Parent Relationship").GetString() == "InitPlan");
            set.GetProperty("Subplan Name").GetString().ShouldBe("InitPlan 1 (returns $0)");
            set.GetRawText().ShouldContain("set_config");
            Nodes(set).ShouldBe(["Result"]);
            parts.Count.ShouldBe(2, "all that reads is behind the gate");
            parts.Single(p => p.GetProperty("Parent Relationship").GetString() == "Outer").GetRawText().ShouldNotContain("set_config");
            Nodes(root).ShouldNotContain(n => n.StartsWith("Gather", StringComparison.Ordinal));
            await Run(connection, "reset plan_cache_mode; reset parallel_setup_cost; reset parallel_tuple_cost; reset min_parallel_table_scan_size");
        }
    }

    [Theory]
    [InlineData("select title from task -- the one")]
    [InlineData("select title from task /* the one */")]
    [InlineData("select title from task;")]
    [InlineData("select title from task ; -- the one")]
    [InlineData("\n  select title\n  from task\n")]
    [InlineData("select title, title, done as title from task")]
    [InlineData("select title as tdp_t from task tdp_q")]
    [InlineData("select title as c from task")]
    [InlineData("with t as (select 1) select title from task, t")]
    [InlineData("with gone as (delete from task where title = 'None' returning 1) select title from task")]
    [InlineData("update task set done = true where title = 'Of acme' returning title")]
    public async Task Reads_a_statement_in_every_shape_that_reads_by_itself(string statement)
    {
        var service = filled.Service;

        for (var i = 0; i < 3; i++)
            (await service.Db(TaskService.Acme).One<string>(Text(statement), default)).ShouldBe("Of acme");
    }

    [Theory]
    [InlineData("select titel from task", 8)]
    [InlineData("select title from tasks", 19)]
    [InlineData("select tdp_q.title from task", 8)]
    [InlineData("select title from task where tdp_t.title = ''", 30)]
    [InlineData("select title form task", 19)]
    [InlineData("select title from task)", 23)]
    [InlineData("select title from task) t", 23)]
    public async Task Tells_a_mistake_where_the_team_made_it(string statement, int position)
    {
        var service = filled.Service;

        var told = await Should.ThrowAsync<PostgresException>(
            () => service.Db(TaskService.Acme).One<string>(Text(statement), default));

        told.Position.ShouldBe(position);
    }

    [Fact]
    public async Task Reads_a_row_of_a_table_that_is_partitioned_by_the_customer()
    {
        await using var service = await FilledTasks.Start();
        await using (var owner = NpgsqlDataSource.Create(service.Stored.Connections.Owner))
        await using (var command = owner.CreateCommand("""
            create table part (customer_id text collate "C" not null, title text) partition by list (customer_id);
            create table part_acme partition of part for values in ('acme');
            create table part_rest partition of part default;
            select tdp.isolate('part'); select tdp.isolate('part_acme'); select tdp.isolate('part_rest');
            """))
            await command.ExecuteNonQueryAsync();
        await service.Stored.Scalar<int>("insert into part values ('acme', 'Part of acme'), ('globex', 'Part of globex'); select 1");

        await new DatabaseStart(service.Data, Microsoft.Extensions.Logging.Abstractions.NullLogger<DatabaseStart>.Instance)
            .Run([MigrationPart.Service(typeof(TaskService).Assembly)], null, default);

        for (var i = 0; i < 8; i++)
        {
            (await service.Db(TaskService.Acme).One<string>($"select title from part", default)).ShouldBe("Part of acme");
            (await service.Db(TaskService.Globex).One<long>($"select count(*) from part", default)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Numbers_the_customer_after_the_statements_own_values()
    {
        var service = filled.Service;
        var (one, two) = ("Of acme", "Of globex");

        (await service.Db(TaskService.Acme).Find<string>(
            $"select title from task where title = {one} or title = {two}", default)).ShouldBe("Of acme");
        (await service.Db(TaskService.Globex).Find<string>(
            $"select title from task where title = {one} or title = {two}", default)).ShouldBe("Of globex");
    }

    [Fact]
    public async Task Is_prepared_once_and_planned_no_more_after_some_calls()
    {
        await using var service = await TaskService.Start(c => c + ";Maximum Pool Size=1");
        var id = (await service.Add(new AddTask("Of acme"))).Answer;

        for (var i = 0; i < 20; i++)
        {
            (await service.Db(i % 2 == 0 ? TaskService.Acme : TaskService.Globex)
                .Find<TaskState>($"select id, done, version from task where id = {id}", default) is not null).ShouldBe(i % 2 == 0);
        }

        await using var command = service.Source.CreateCommand(
            "select string_agg(generic_plans || ' generic, ' || custom_plans || ' custom', '; ') from pg_prepared_statements where statement like '%tdp_q%'");
        (await command.ExecuteScalarAsync()).ShouldBe("14 generic, 5 custom");
    }

    // Every index that begins with the customer looks as if it led to no row, to a planner that believes in the setting.
    [Fact]
    public async Task Is_planned_for_a_customer_although_none_is_set_yet()
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>("""
            insert into task (id, customer_id, title) select gen_random_uuid(), 'customer-' || n % 5, n::text from generate_series(1, 5000) n;
            create index wrong on task (customer_id, done, id); analyze task; select 1
            """);
        await using var connection = await service.Source.OpenConnectionAsync();
        var command = service.Data.Scope.Within(
            TaskService.Acme, $"select id, done, version from task where id = '018f0000-0000-7000-8000-000000000000'")!;
        await using var explain = new NpgsqlCommand("explain " + command.CommandText, connection);
        explain.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "customer-1" });

        await using var reader = await explain.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));

        lines.ShouldContain(l => l.Contains("task_pkey", StringComparison.Ordinal), string.Join('\n', lines));
    }

    // A statement of a test is no constant to the compiler.
    private static Sql Text(string statement)
    {
        var sql = new Sql(statement.Length, 0);
        sql.AppendLiteral(statement);
        return sql;
    }

    private static Task<string> InOne(NpgsqlConnection connection, TaskService service, Caller caller, string statement) =>
        Read(connection, [service.Data.Scope.Within(caller, Text(statement))!]);

    private static Task<string> InTwo(NpgsqlConnection connection, TaskService service, Caller caller, string statement) =>
        Read(connection, [service.Data.Scope.Before(caller), new NpgsqlBatchCommand(statement)]);

    private static async Task<string> Read(NpgsqlConnection connection, NpgsqlBatchCommand[] commands)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync();
        if (commands.Length > 1)
            await reader.NextResultAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={reader.GetValue(i)}")));
        return string.Join('\n', rows);
    }

    private static async Task Run(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static IEnumerable<string> Nodes(JsonElement plan) => plan.TryGetProperty("Plans", out var below)
        ? below.EnumerateArray().SelectMany(Nodes).Prepend(plan.GetProperty("Node Type").GetString()!)
        : [plan.GetProperty("Node Type").GetString()!];
}
