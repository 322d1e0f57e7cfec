using Npgsql;

namespace TestDigitalPlatform.Core.Tests.Data;

public sealed class IsolationTests
{
    [Fact]
    public async Task Shows_each_caller_its_own_rows_and_nobody_none()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("Of acme"));
        await service.Add(new AddTask("Of globex"), TaskService.Globex);

        (await Titles(service, TaskService.Acme)).ShouldBe(["Of acme"]);
        (await Titles(service, TaskService.Globex)).ShouldBe(["Of globex"]);
        (await Titles(service, TaskService.Platform)).ShouldBe(["Of acme", "Of globex"]);
        (await Titles(service, null)).ShouldBeEmpty();
        (await Titles(service, TaskService.Acme with { Customer = null })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaves_no_tenant_behind_on_a_connection_that_goes_back_to_the_pool()
    {
        await using var service = await TaskService.Start(c => c + ";Maximum Pool Size=1");
        await service.Add(new AddTask("Of acme"));

        (await Titles(service, TaskService.Platform)).Count.ShouldBe(1);
        (await Titles(service, null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Looks_with_the_callers_rights_also_when_a_statement_was_prepared_with_anothers()
    {
        await using var service = await TaskService.Start(c => c + ";Maximum Pool Size=1");
        var id = (await service.Add(new AddTask("Of acme"))).Answer;

        var seen = new List<bool>();
        foreach (var caller in (Caller[])[TaskService.Globex, TaskService.Platform, TaskService.Globex, TaskService.Acme, TaskService.Platform, TaskService.Globex])
            seen.Add(await service.Db(caller).Find<TaskState>($"select id, done, version from task where id = {id}", default) is not null);

        seen.ShouldBe([false, true, false, true, true, false]);
    }

    [Fact]
    public async Task Lets_no_row_be_written_for_another_customer()
    {
        await using var service = await TaskService.Start();
        await using var connection = new NpgsqlConnection(service.Data.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select set_config('tdp.customer', 'acme', false); insert into task (id, customer_id, title) values (gen_random_uuid(), 'globex', 'x')",
            connection);

        var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("update tdp.audit set actor = 'nobody'")]
    [InlineData("delete from tdp.audit")]
    [InlineData("truncate tdp.audit")]
    [InlineData("select * from tdp.audit")]
    [InlineData("delete from tdp.outbox")]
    [InlineData("alter table task no force row level security")]
    [InlineData("create table public.mine (id int)")]
    public async Task Gives_the_service_no_right_that_it_does_not_need(string statement)
    {
        await using var service = await TaskService.Start();
        await using var command = service.Source.CreateCommand(statement);

        var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private static async Task<IReadOnlyList<string>> Titles(TaskService service, Caller? caller) =>
        await service.Db(caller).List<string>($"select title from task order by title", default);
}
