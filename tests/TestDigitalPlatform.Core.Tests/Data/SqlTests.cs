using Npgsql;

namespace TestDigitalPlatform.Core.Tests.Data;

public sealed class SqlTests
{
    [Fact]
    public void Keeps_values_apart_from_the_text()
    {
        var name = "Robert'); drop table students; --";

        Sql sql = $"select id from student where name = {name} and year > {2}";

        sql.Text.ShouldBe("select id from student where name = $1 and year > $2");
        sql.Values.ShouldBe([name, 2]);
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

    private static NpgsqlParameter Parameter(Sql sql)
    {
        var given = new List<NpgsqlParameter>();
        sql.GiveParameters(given);
        return given.ShouldHaveSingleItem();
    }
}
