using TestDigitalPlatform.Commands;

namespace TestDigitalPlatform.Core.Tests.Commands;

/// <summary>A stored statement must change a row, however it is written.</summary>
public sealed class StoredStatementTests
{
    [Theory]
    [InlineData("insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', 'taken') on\nconflict do nothing")]
    [InlineData("insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', 'taken') on /* it's */ conflict do nothing")]
    [InlineData("insert into task (id, customer_id, title, done, version, parent_id) table none")]
    [InlineData("with none as (select id from task where false) update task t set done = true from none n where n.id = t.id")]
    [InlineData("update task set done = true where false -- nobody's")]
    [InlineData("delete from task where false; ")]
    public async Task That_changes_nothing_is_a_lost_race(string text)
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>(
            "create view none as select id, customer_id, title, done, version, parent_id from task where false; "
            + "grant select on none to tasks_app; select 1");
        await service.Add(new AddTask("taken"));

        var outcome = await Store(service, text);

        outcome.Refusal!.Code.ShouldBe("version_conflict");
    }

    [Theory]
    [InlineData("insert into task (id, customer_id, title) values (gen_random_uuid(), 'acme', 'new'); -- it's done")]
    [InlineData("insert into task (id, customer_id, title) select gen_random_uuid(), 'acme', 'new' -- it's done")]
    [InlineData("with gone as (delete from task where title = 'taken' returning customer_id) insert into task (id, customer_id, title) select gen_random_uuid(), customer_id, 'new' from gone")]
    [InlineData("with one as (select id from task limit 1), two as (select id from one) update task set title = 'new' where id in (select id from two);")]
    public async Task That_changes_a_row_is_stored(string text)
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("taken"));

        var outcome = await Store(service, text);

        outcome.Refusal.ShouldBeNull();
        (await service.Stored.Scalar<long>("select count(*) from task where title = 'new'")).ShouldBe(1);
    }

    [Fact]
    public async Task Whose_rows_can_not_be_counted_is_refused_in_a_sentence()
    {
        await using var service = await TaskService.Start();

        var refused = await Should.ThrowAsync<PlatformException>(() => Store(service, "select pg_advisory_xact_lock(1)"));

        refused.Code.ShouldBe("TDP0120");
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

    private static Task<Outcome<Nothing>> Store(TaskService service, string text) =>
        StatementCommand.Store(service, [text]);

    private static Sql Constant(string text) => StatementCommand.Constant(text);
}
