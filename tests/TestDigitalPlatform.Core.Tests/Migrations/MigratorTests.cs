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

    private static readonly Migration First = new(1, "first", "create table a (\n  id int\n)");
    private static readonly Migration Second = new(2, "second", "create table b (id int)");

    private static Task<TestDatabase> Empty() => TestPostgres.CreateDatabase("empty", _ => Task.CompletedTask);

    private static Task Run(TestDatabase database, params Migration[] migrations) =>
        new Migrator("empty", migrations, NullLogger.Instance).Run(database.Connections.Owner, default);
}
