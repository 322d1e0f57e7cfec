using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Tests.Rules;

/// <summary>The one reading of SQL, which compiler and run time share: each case as PostgreSQL's own scanner has it.</summary>
public sealed class SqlTokensTests
{
    [Theory]
    [InlineData("a -- it's\n, b -- that's\n, c", "a , b , c")]
    [InlineData("a /* x /* y's */ z */ b", "a b")]
    [InlineData("a /* never ends", "a")]
    [InlineData("a--b", "a")]
    [InlineData("a-- b\rc", "a c")]
    [InlineData("'it''s' x", "' x")]
    [InlineData(@"E'it\'s' x", "' x")]
    [InlineData(@"'\' x", "' x")]
    [InlineData("e'a'\n 'b\\'c' x", "' x")]
    [InlineData("'a' 'b'", "' '")]
    [InlineData("U&'d\\0061' N'x' B'1' X'F'", "' ' ' '")]
    [InlineData("$$it's -- $$ x", "' x")]
    [InlineData("$a$ $b$ $a $a$ x", "' x")]
    [InlineData("a$$b", "a$$b")]
    [InlineData("$1 $12", "$1 $12")]
    [InlineData("\"a\"\"b\" \"select\"", "a\"b select")]
    [InlineData("U&\"x\" y", "x y")]
    [InlineData("SELECT CAFÉ", "select cafÉ")]
    [InlineData("1.5 1e9 0x1F 1_000 t.1", "1.5 1e9 0x1f 1_000 t . 1")]
    [InlineData("a\u00A0b", "a\u00A0b")]
    [InlineData("a::int[]", "a : : int [ ]")]
    public void Reads_as_PostgreSQL_does(string sql, string tokens) =>
        string.Join(' ', SqlTokens.Of(sql).Select(t => t.Text)).ShouldBe(tokens);

    [Theory]
    [InlineData("insert into t (a, b) values (1, 2)")]
    [InlineData("INSERT INTO s.t AS x VALUES ((select max(a) from t)), (2);  -- on conflict do nothing")]
    [InlineData("insert into \"table\" (\"select\") overriding system value values ('on conflict')")]
    [InlineData("-- once\ninsert into t default values")]
    public void Knows_what_always_inserts(string sql) => SqlShape.Of(sql).IsPlainInsert.ShouldBeTrue();

    [Theory]
    [InlineData("insert into t (a) values (1) on\nconflict do nothing")]
    [InlineData("insert into t (a) values (1) on/**/conflict do nothing")]
    [InlineData("insert into t (a) values (1) ON   CONFLICT (a) do update set a = 2")]
    [InlineData("insert into t table u")]
    [InlineData("insert into t (table u)")]
    [InlineData("insert into t\nselect 1")]
    [InlineData("insert into t (values (1) intersect values (2))")]
    [InlineData("insert into t values (1) intersect values (2)")]
    [InlineData("insert into t with x as (select 1) select * from x")]
    [InlineData("with x as (select 1) insert into t values (1)")]
    [InlineData("update t set a = 1")]
    [InlineData("insert into t (a) values (1) \u0001")]
    [InlineData("")]
    public void Takes_nothing_else_for_that(string sql) => SqlShape.Of(sql).IsPlainInsert.ShouldBeFalse();

    [Theory]
    [InlineData("with a as (select 1), insert as (values (1)) update t set b = 1", "update")]
    [InlineData("with recursive t(n) as (values (1) union all select n + 1 from t) search depth first by n set o select n from t", "select")]
    [InlineData("with a as not materialized (delete from b returning c) insert into d select c from a", "insert")]
    [InlineData("/* delete */ delete from t", "delete")]
    public void Knows_what_is_done_behind_a_with(string sql, string verb) => SqlShape.Of(sql).Verb.ShouldBe(verb);

    [Theory]
    [InlineData("select id from t -- x", "select id from t")]
    [InlineData("select id from t ; ; ", "select id from t")]
    [InlineData("select ';' /* a */ ; -- b", "select ';'")]
    public void Knows_where_it_ends(string sql, string statement) =>
        sql[..SqlShape.Of(sql).End].ShouldBe(statement);
}
