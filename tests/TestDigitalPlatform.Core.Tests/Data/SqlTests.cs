using Npgsql;

namespace TestDigitalPlatform.Core.Tests.Data;

public sealed class SqlTests
{
    private const int Rounds = 300;

    // Long, so that completing it takes a while, and two who do are likely to meet.
    private static readonly string LongText = "select 1" + new string(' ', 200_000);

    [Fact]
    public void Keeps_values_apart_from_the_text()
    {
        var name = "Robert'); drop table students; --";

        Sql sql = $"select id from student where name = {name} and year > {2}";

        sql.Text.ShouldBe("select id from student where name = $1 and year > $2");
        sql.Values.ShouldBe([name, 2]);
    }

    [Theory]
    [InlineData("any({0})", true)]
    [InlineData("any ( /* (( */ {0})", true)]
    [InlineData("own.any({0})", false)]
    [InlineData("ANY ( {0})", true)]
    [InlineData("= all({0})", true)]
    [InlineData("some({0})", true)]
    [InlineData("many({0})", false)]
    [InlineData("({0})", false)]
    public void A_list_is_an_array_where_PostgreSQL_compares_with_one(string form, bool isArray)
    {
        var sql = new Sql(0, 1);
        sql.AppendLiteral(form.Split("{0}")[0]);
        IReadOnlyList<Guid> ids = [Guid.NewGuid(), Guid.NewGuid()];
        sql.AppendFormatted(ids);

        (sql.Values.Single() is Guid[]).ShouldBe(isArray);
    }

    [Fact]
    public async Task A_list_finds_what_is_in_it()
    {
        await using var service = await TaskService.Start();
        foreach (var title in (string[])["a", "b", "c"])
            await service.Add(new AddTask(title));
        IReadOnlyList<string> titles = ["a", "c"];
        IEnumerable<CustomerId> customers = new HashSet<CustomerId> { CustomerId.Parse("acme") };
        List<Guid>? none = null;

        (await Count($"select count(*) from task where title = any({titles}) and customer_id = any({customers})")).ShouldBe(2);
        (await Count($"select count(*) from task where title <> all ({titles})")).ShouldBe(1);
        (await Count($"select count(*) from task where id = any({none}::uuid[])")).ShouldBe(0);

        Task<long> Count(Sql sql) => new Db(service.Data, TaskService.Acme, default).One<long>(sql, default);
    }

    [Fact]
    public void Numbers_the_values_of_a_part_behind_those_before_it()
    {
        Sql part = $"year > {2} and name <> '$1'";

        Sql sql = $"select id from student where class = {"a"} and {part}";

        sql.Text.ShouldBe("select id from student where class = $1 and year > $2 and name <> '$1'");
        sql.Values.ShouldBe(["a", 2]);
    }

    [Fact]
    public void Numbers_the_values_of_a_part_whatever_its_comments_and_texts_hold()
    {
        Sql part = $"""
            year > {2} -- that's one
            and name <> {"x"} -- and that's another
            and note <> $tag$it's $1$tag$ and title <> E'\'$1' /* it's /* $1 */ */ and room = {3}
            """;

        Sql sql = $"select id from student where class = {"a"} and {part} and form = {4}";

        sql.Text.ShouldBe("""
            select id from student where class = $1 and year > $2 -- that's one
            and name <> $3 -- and that's another
            and note <> $tag$it's $1$tag$ and title <> E'\'$1' /* it's /* $1 */ */ and room = $4 and form = $5
            """);
        sql.Values.ShouldBe(["a", 2, "x", 3, 4]);
    }

    [Fact]
    public void Numbers_more_values_than_nine_and_those_of_parts_within_parts()
    {
        Sql inner = $"{1}, {2}";
        Sql outer = $"{inner}, {inner}, {inner}, {inner}, {inner}";

        Sql sql = $"select {0}, {outer}";

        sql.Text.ShouldBe("select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11");
        sql.Values.ShouldBe([0, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
    }

    [Fact]
    public void Can_not_grow_once_it_is_a_part_of_another()
    {
        Sql part = $"a = {1}";
        Sql sql = $"select 1 where {part}";

        Should.Throw<InvalidOperationException>(() => part.AppendLiteral(" or true"));
        sql.Text.ShouldBe("select 1 where a = $1");
    }

    [Fact]
    public void A_part_serves_several_statements_which_share_no_parameter()
    {
        Sql part = $" where year > {2}";

        Sql rows = $"select id from student{part}";
        Sql count = $"select count(*) from student{part}";

        Parameter(count).ShouldNotBeSameAs(Parameter(rows));
        Parameter(count).Value.ShouldBe(2);
    }

    [Fact]
    public void Equal_statements_share_one_text()
    {
        ById(1).Text.ShouldBeSameAs(ById(2).Text);

        static Sql ById(int id) => $"select name from student where id = {id}";
    }

    [Fact]
    public async Task Can_be_completed_by_two_at_once()
    {
        var kept = Enumerable.Range(0, Rounds).Select(_ => LongStatement()).ToArray();
        var arrived = 0;

        var texts = await Task.WhenAll(Task.Run(() => CompleteTogether(kept)), Task.Run(() => CompleteTogether(kept)));

        texts.ShouldAllBe(same => same);

        bool CompleteTogether(Sql[] statements) => statements.Select((statement, round) =>
        {
            Interlocked.Increment(ref arrived);
            // Waits awake: who sleeps here comes too late to meet the other.
            SpinWait.SpinUntil(() => Volatile.Read(ref arrived) >= 2 * (round + 1), TimeSpan.FromSeconds(30)).ShouldBeTrue();
            return statement.Text;
        }).All(text => text == LongText);
    }

    private static Sql LongStatement()
    {
        var sql = new Sql(LongText.Length, 0);
        sql.AppendLiteral(LongText);
        return sql;
    }

    private static NpgsqlParameter Parameter(Sql sql)
    {
        var given = new List<NpgsqlParameter>();
        sql.GiveParameters(given);
        return given.ShouldHaveSingleItem();
    }
}
