using TestDigitalPlatform.Hosting.Development;

namespace TestDigitalPlatform.Hosting.Tests.Operations;

public sealed class StatementPlaceTests
{
    private const string File =
        "class Handler\n{\n    const string Other = \"select id from other\";\n    const string Sql = $\"\"\"\n        select id, titl\n"
        + "        from orders\n        where id = {query.Order} and open = {query.Open}\n        \"\"\";\n}\n";

    [Theory]
    [InlineData("select id, titl\nfrom orders\nwhere id = $1 and open = $2", 12, 5)]
    [InlineData("select id, titl\nfrom orders\nwhere id = $1 and open = $2", 53, 7)]
    [InlineData("select t.* from (select id, titl\nfrom orders) t limit 10", 29, 5)]
    [InlineData("select something that is nowhere", 8, null)]
    [InlineData("", 0, null)]
    [InlineData("select id from other", 0, 3)]
    public void Is_the_line_that_has_what_the_statement_has_where_it_is_wrong(string statement, int position, int? line) =>
        StatementPlace.Line(File, statement, position).ShouldBe(line);

    [Fact]
    public void Of_a_handler_is_where_its_first_statement_is()
    {
        var source = HandlerSource.Of(typeof(AsynchronousHandler));

        source.ShouldNotBeNull();
        Path.GetFileName(source.File).ShouldBe("StatementPlaceTests.cs");
        System.IO.File.ReadAllLines(source.File)[source.Line - 1].Trim().ShouldBe("await Task.Yield();");
    }

    private sealed class AsynchronousHandler
    {
        internal static async Task<int> Fetch()
        {
            await Task.Yield();
            return 1;
        }
    }
}
