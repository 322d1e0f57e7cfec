using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Migrations;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Core.Tests.Migrations;

public sealed class MigratorTests
{
    [Fact]
    public async Task Applies_each_file_once_even_when_nodes_start_together()
    {
        await using var database = await Empty();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Run(database, First, Second)));

        (await database.Scalar<long>("select count(*) from tdp.migration where part = 'service'")).ShouldBe(2);
    }

    [Fact]
    public async Task Stops_when_a_file_was_changed_after_it_was_applied()
    {
        await using var database = await Empty();
        await Run(database, First);

        var error = await Should.ThrowAsync<PlatformException>(() => Run(database, First with { Sql = "create table other (id int)" }));

        error.Code.ShouldBe("TDP0101");
        error.Message.ShouldContain("0001_first");
    }

    [Fact]
    public async Task Does_not_take_other_line_ends_for_a_change()
    {
        await using var database = await Empty();
        await Run(database, First);

        await Run(database, First with { Sql = First.Sql.Replace("\n", "\r\n", StringComparison.Ordinal) });
    }

    [Fact]
    public async Task Stops_when_the_database_is_ahead_of_the_build()
    {
        await using var database = await Empty();
        await Run(database, First, Second);

        (await Should.ThrowAsync<PlatformException>(() => Run(database, First))).Code.ShouldBe("TDP0102");
    }

    [Fact]
    public async Task Applies_nothing_of_a_file_that_fails()
    {
        await using var database = await Empty();

        var error = await Should.ThrowAsync<PlatformException>(() => Run(database, First, Second with { Sql = "create table b (id int); select nonsense" }));

        error.Code.ShouldBe("TDP0104");
        (await database.Scalar<bool>("select to_regclass('public.b') is null and to_regclass('public.a') is not null")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("create table b (id int);\n\n-- A comment; with a semicolon.\nselect 1,\n  nonsense", "in line 5, column 3")]
    [InlineData("create table b (id int);\r\ncreate table b (id int)", "when it is run")]
    [InlineData("select nonsense", "in line 1, column 8")]
    [InlineData("do $$ begin\n raise exception 'Not so';\nend $$", "in line 1, column 1")]
    public async Task Says_in_which_line_a_file_fails(string sql, string where)
    {
        await using var database = await Empty();

        var error = await Should.ThrowAsync<PlatformException>(() => Run(database, First, Second with { Sql = sql }));

        error.Message.ShouldStartWith($"TDP0104: Migration 0002_second.sql of 'empty' fails {where}: ");
    }

    [Fact]
    public async Task Applies_nothing_of_a_file_that_fails_as_it_is_committed()
    {
        await using var database = await Empty();
        var deferred = Second with
        {
            Sql = "create table b (id int unique deferrable initially deferred); insert into b values (1), (1)",
        };

        var error = await Should.ThrowAsync<PlatformException>(() => Run(database, First, deferred));

        error.Code.ShouldBe("TDP0104");
        (await database.Scalar<bool>("select to_regclass('public.b') is null")).ShouldBeTrue();
    }

    [Fact]
    public async Task Applies_nothing_of_a_file_that_leaves_a_table_open()
    {
        await using var database = await Empty();

        var error = await Should.ThrowAsync<PlatformException>(() => Run(database, First, Leak));

        error.Code.ShouldBe("TDP0108");
        error.Message.ShouldContain("0002_leak.sql");
        error.Message.ShouldContain("Add to it: select tdp.isolate('leak');");
        (await database.Scalar<bool>("select to_regclass('public.leak') is null")).ShouldBeTrue();
        await Run(database, First, Leak with { Sql = Leak.Sql + "; select tdp.isolate('leak')" });
    }

    [Fact]
    public async Task Lets_a_later_file_close_what_an_earlier_one_leaves_open()
    {
        await using var database = await Empty();
        var closing = new Migration(3, "closing", "select tdp.isolate('leak')");

        await Run(database, First, Leak, closing);

        (await database.Scalar<bool>("select relforcerowsecurity from pg_class where relname = 'leak'")).ShouldBeTrue();
    }

    [Fact]
    public async Task Leaves_a_file_to_be_changed_when_an_earlier_one_left_a_table_open()
    {
        await using var database = await Empty();
        var third = new Migration(3, "third", "create table c (id int)");

        var error = await Should.ThrowAsync<PlatformException>(() => Run(database, First, Leak, third));

        error.Message.ShouldContain("After migration 0003_third.sql");
        await Run(database, First, Leak, third with { Sql = third.Sql + "; select tdp.isolate('leak')" });
    }

    private static readonly Migration Leak = new(2, "leak", "create table leak (customer_id text)");
    private static readonly Migration First = new(1, "first", "create table a (\n  id int\n)");
    private static readonly Migration Second = new(2, "second", "create table b (id int)");

    private static Task<TestDatabase> Empty() => TestPostgres.CreateDatabase("empty", _ => Task.CompletedTask);

    private static Task Run(TestDatabase database, params Migration[] migrations) =>
        new Migrator("empty", [new MigrationPart(MigrationPart.OfService, migrations)], NullLogger.Instance).Run(database.Connections.Owner, default);
}
