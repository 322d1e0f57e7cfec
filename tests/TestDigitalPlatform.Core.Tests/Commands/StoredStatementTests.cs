using TestDigitalPlatform.Commands;

namespace TestDigitalPlatform.Core.Tests.Commands;

/// <summary>What a decision says of a statement is so, however the statement is written.</summary>
public sealed class StoredStatementTests
{
    [Theory]
    [InlineData("insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', 'taken') on\nconflict do nothing")]
    [InlineData("insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', 'taken') on /* it's */ conflict do nothing")]
    [InlineData("insert into task (id, customer_id, title, done, version, parent_id) table none")]
    [InlineData("with none as (select id from task where false) update task t set done = true from none n where n.id = t.id")]
    [InlineData("update task set done = true where false -- nobody's")]
    [InlineData("delete from task where false; ")]
    public async Task A_change_that_changes_nothing_is_a_lost_race(string text)
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>(
            "create view none as select id, customer_id, title, done, version, parent_id from task where false; "
            + "grant select on none to tasks_app; select 1");
        await service.Add(new AddTask("taken"));

        var outcome = await StatementCommand.Run(service, RowChange.Change, text);

        outcome.Refusal!.Code.ShouldBe("version_conflict");
        (await StatementCommand.Run(service, RowChange.ChangeAny, text)).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', 'new'); -- it's done")]
    [InlineData("insert into task (id, customer_id, title) select gen_random_uuid(), 'acme', 'new' -- it's done")]
    [InlineData("with gone as (delete from task where title = 'taken' returning customer_id) insert into task (id, customer_id, title) select gen_random_uuid(), customer_id, 'new' from gone")]
    [InlineData("with one as (select id from task limit 1), two as (select id from one) update task set title = 'new' where id in (select id from two);")]
    public async Task A_change_that_changes_a_row_is_stored(string text)
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("taken"));

        var outcome = await StatementCommand.Run(service, RowChange.Change, text);

        outcome.Refusal.ShouldBeNull();
        (await service.Stored.Scalar<long>("select count(*) from task where title = 'new'")).ShouldBe(1);
    }

    [Fact]
    public async Task An_insert_adds_its_row()
    {
        await using var service = await TaskService.Start();

        var outcome = await StatementCommand.Run(
            service, RowChange.Insert,
            "insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', 'new'); -- it's done");

        outcome.Refusal.ShouldBeNull();
        (await service.Stored.Scalar<long>("select count(*) from task where title = 'new'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("Change", "select pg_advisory_xact_lock(1)")]
    [InlineData("Insert", "insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', 'new') on conflict do nothing")]
    [InlineData("Insert", "update task set done = true")]
    [InlineData("Insert", "select pg_advisory_xact_lock(1)")]
    public async Task What_a_statement_can_not_be_is_refused_in_a_sentence(string said, string text)
    {
        await using var service = await TaskService.Start();

        var refused = await Should.ThrowAsync<PlatformException>(
            () => StatementCommand.Run(service, Enum.Parse<RowChange>(said), text));

        refused.Code.ShouldBe("TDP1095");
        refused.Message.ShouldContain($"'.{said}'");
        (await service.Stored.Scalar<long>("select count(*) from tdp.audit")).ShouldBe(0);
    }

    [Theory]
    [InlineData("select id, title, done from task -- it's all")]
    [InlineData("select id, title, done from task ;")]
    [InlineData("select id, title, done from task /* ; */ ; -- x")]
    [InlineData("with t as (select id, title, done from task) select id, title, done from t;")]
    public async Task A_page_takes_what_stands_behind_a_statement(string text)
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("one"));
        await service.Add(new AddTask("two"));

        var page = await service.Db(TaskService.Acme)
            .Page(Constant(text), new Paging.ListTasks { Limit = 1, Count = true }, default);

        page.Items.ShouldHaveSingleItem().Title.ShouldBe("one");
        page.Count.ShouldBe(2);
    }

    private static Sql Constant(string text) => StatementCommand.Constant(text);
}
