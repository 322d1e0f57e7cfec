namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class StatementTests
{
    [Theory]
    [InlineData("\"with gone as (delete from orders where true returning id) select id from gone\"", "TDP1033")]
    [InlineData("\"truncate orders\"", "TDP1033")]
    [InlineData("\"select o.* from orders o\"", "TDP1034")]
    [InlineData("$\"select id from orders offset {5}\"", "TDP1036")]
    [InlineData("\"select id from tdp.outbox\"", "TDP1045")]
    [InlineData("\"select title from orders\"", "TDP1046")]
    [InlineData("ById(1)", "TDP1046")]
    [InlineData("Titles", "TDP1046")]
    public async Task Refuses_what_can_be_seen_to_fail(string statement, string id) =>
        (await Compiled.Diagnose(Reading(statement))).Select(d => d.Id).Distinct().ShouldContain(id);

    [Theory]
    [InlineData("$\"select id from orders where title = '{1}'\"")]
    [InlineData("$\"select id from orders -- where id = {1}\"")]
    [InlineData("$\"select id from orders /* where /* id */ = {1} */\"")]
    [InlineData("$\"select id from orders where title = $tag${1}$tag$\"")]
    [InlineData("$\"select id, \\\"{1}\\\" as x from orders\"")]
    [InlineData("$\"select id from orders where title = {1} or note = $1\"")]
    [InlineData("\"select id from orders; select id from orders\"")]
    public async Task Refuses_a_form_that_PostgreSQL_would_refuse(string statement) =>
        (await Compiled.Diagnose(Reading(statement))).Select(d => d.Id).Distinct().ShouldBe(["TDP0120"]);

    [Theory]
    [InlineData("\"select f()\"", "ChangeAny")]
    [InlineData("\"merge into a using b on true when matched then delete\"", "ChangeAny")]
    [InlineData("\"with x as (select 1) select f()\"", "ChangeAny")]
    [InlineData("\"truncate a\"", "ChangeAny")]
    [InlineData("\"insert into a table b\"", "Change ChangeAny")]
    [InlineData("\"insert into a select 1\"", "Change ChangeAny")]
    [InlineData("$\"insert into a values ({1}) on conflict do nothing\"", "Change ChangeAny")]
    [InlineData("\"with x as (select 1) update a set b = 1 -- it's all\"", "Change ChangeAny")]
    [InlineData("\"with x as (select 1) insert into a values (1)\"", "Change ChangeAny")]
    [InlineData("\"delete from a\"", "Change ChangeAny")]
    [InlineData("$\"insert into a (b) values ({1}), ({2}); -- on conflict\"", "Insert")]
    [InlineData("\"insert into a default values\"", "Insert")]
    [InlineData("Add(1)", "Insert")]
    [InlineData("Put(1)", "Change ChangeAny")]
    [InlineData("$\"insert into a (b) values {Read()}\"", "Insert Change ChangeAny")]
    [InlineData("$\"insert into a (b) {Read()}\"", "Insert Change ChangeAny")]
    [InlineData("$\"{Read()}\"", "Insert Change ChangeAny")]
    [InlineData("Read()", "Insert Change ChangeAny")]
    public async Task Takes_a_statement_as_what_it_is(string statement, string fitting)
    {
        foreach (var said in new[] { "Insert", "Change", "ChangeAny" })
        {
            var found = await Compiled.Diagnose($$"""
                internal static class Stored
                {
                    public static Decision<Nothing> Decide() => Decision.Accept().{{said}}({{statement}});
                    private static Sql Add(int b) => $"insert into a (b) values ({b})";
                    private static Sql Put(int b) => $"insert into a (b) values ({b}) on conflict (b) do nothing";
                    private static Sql Read() { Sql made = "b"; return made; }
                }
                """);

            found.Select(d => d.Id).ShouldBe(fitting.Split(' ').Contains(said) ? [] : ["TDP1095"], said);
        }
    }

    [Theory]
    [InlineData("\"select id from orders for update\"")]
    [InlineData("\"select id, update, (select count(*) from x) as n from orders where exists (select * from y)\"")]
    [InlineData("\"select id from (select * from orders) o\"")]
    [InlineData("\"select id from mytdp.orders\"")]
    [InlineData("\"select id, \\\"offset\\\" as next from orders\"")]
    [InlineData("Columns")]
    [InlineData("$\"{Columns} where id = {1}\"")]
    [InlineData("Made(1)")]
    [InlineData("\"select id from orders; -- it's all\"")]
    [InlineData("$\"select id from orders where title like '%' || {1} || '%' and note <> '$1'\"")]
    public async Task Leaves_the_rest(string statement) =>
        (await Compiled.Diagnose(Reading(statement))).ShouldBeEmpty();

    [Theory]
    [InlineData("foreach (var o in orders) await db.One<int>(\"select 1\", ct);", true)]
    [InlineData("while (orders.Length > 9) await db.Batch().Run(ct);", true)]
    [InlineData("foreach (var o in await db.List<int>(\"select 1\", ct)) { }", false)]
    [InlineData("var b = db.Batch(); foreach (var o in orders) b.One<int>($\"select {o}\"); await b.Run(ct);", false)]
    public async Task Refuses_a_round_trip_for_each_row(string statement, bool isRefused)
    {
        var found = await Compiled.Diagnose(
            $"internal static class Reader {{ public static async Task Read(Db db, int[] orders, CancellationToken ct) "
            + $"{{ {statement} await Task.Yield(); }} }}");

        found.Select(d => d.Id).ShouldBe(isRefused ? ["TDP1037"] : []);
    }

    private static string Reading(string statement) => $$"""
        internal sealed record Order(int Id);

        internal static class Reader
        {
            private static readonly Sql Columns = "select id, title from orders";
            private const string Table = "orders";
            private static Sql Titles => "select title from " + "orders";
            private static Sql ById(int id) => $"select title from orders where id = {id}";
            private static Sql Made(int id) { Sql made = $"select id from orders where id = {id}"; return made; }

            public static Task<IReadOnlyList<Order>> Read(Db db, CancellationToken cancellationToken) =>
                db.List<Order>({{statement}}, cancellationToken);
        }
        """;
}
