using TestDigitalPlatform.Hosting.Binding;
using static TestDigitalPlatform.GeneratedPlatform;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

public sealed class QueryBindingTests
{
    [Fact]
    public void What_is_not_sent_stays_as_the_contract_says()
    {
        var query = List("");

        query.Limit.ShouldBe(50);
        query.After.ShouldBeNull();
        query.Count.ShouldBeFalse();
        query.Colour.ShouldBe(Filter.Is(Colour.Blue));
        query.Title.IsEmpty.ShouldBeTrue();
        query.Tags.ShouldBe(["kept"]);
        Values("?whole=1").ShouldBe(new ReadValues(new ThingId(Guid.Parse(Requests.Id)), Acme, 1));
    }

    [Fact]
    public void A_value_of_each_type_is_read()
    {
        var query = Values(
            "?whole=-7&text=a%20b&amount=1.50&ratio=1e3&flag=false&colour=blue&at=2026-11-22T13:25:00.123456789%2B01:00"
            + $"&day=2026-11-22&duration=1.06:30:00&bare={Requests.Id}&sizes=1,2");

        query.Whole.ShouldBe(-7);
        query.Text.ShouldBe("a b");
        query.Amount.ShouldBe(1.50m);
        query.Ratio.ShouldBe(1000);
        query.Flag.ShouldBeFalse();
        query.Colour.ShouldBe(Colour.Blue);
        query.At.ShouldBe(new DateTimeOffset(2026, 11, 22, 13, 25, 0, TimeSpan.FromHours(1)).AddTicks(1_234_560));
        query.Day.ShouldBe(new DateOnly(2026, 11, 22));
        query.Duration.ShouldBe(new TimeSpan(1, 6, 30, 0));
        query.Bare.ShouldBe(Guid.Parse(Requests.Id));
        query.Sizes.ShouldBe([1, 2]);
        query.Thing.ToString().ShouldBe(Requests.Id);
        query.Customer.ShouldBe(Acme);
    }

    [Fact]
    public void Filters_come_with_their_operators()
    {
        var query = List("?colour=darkRed,blue&colour=blue&title.contains=a%2Cb&title.startsWith=x&title=a%2Cb,c"
            + "&madeAt.gte=2026-01-01T00:00:00Z&madeAt.null=false&size.ne=1&size.ne=2&tags=a&tags=b,c");

        query.Colour.ShouldBe(Filter.Is(Colour.DarkRed, Colour.Blue, Colour.Blue));
        query.Title.ShouldBe(Filter.Is("a,b", "c").And(Operators.Contains, "a,b").And(Operators.StartsWith, "x"));
        query.MadeAt.Conditions.ToArray().ShouldBe([
            new FilterCondition<DateTimeOffset>(
                Operators.AtLeast, [new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)]),
            new FilterCondition<DateTimeOffset>(Operators.Null, []) { IsNull = false }]);
        query.Size.ShouldBe(Filter.Where(Operators.NotEqual, 1).And(Operators.NotEqual, 2));
        query.Tags.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Paging_is_bounded()
    {
        List("?limit=500&after=abc&sort=-madeAt,title&count=true").ShouldSatisfyAllConditions(
            q => q.Limit.ShouldBe(500),
            q => q.After.ShouldBe("abc"),
            q => q.Sort.ShouldBe("-madeAt,title"),
            q => q.Count.ShouldBeTrue());

        Wrong("?limit=0").ShouldBe(["limit out_of_range"]);
        Wrong("?limit=501").ShouldBe(["limit out_of_range"]);
        Wrong("?after=" + new string('a', 2_001)).ShouldBe(["after too_long"]);
        Wrong("?sort=" + new string('a', 201)).ShouldBe(["sort too_long"]);
    }

    [Theory]
    [InlineData("?unknown=1", "unknown unknown_parameter")]
    [InlineData("?Limit=1", "Limit unknown_parameter")]
    [InlineData("?limit.gte=1", "limit.gte unknown_parameter")]
    [InlineData("?limit=1&limit=2", "limit repeated_parameter")]
    [InlineData("?limit=ten", "limit invalid_value")]
    [InlineData("?limit=", "limit invalid_value")]
    [InlineData("?limit=99999999999", "limit invalid_value")]
    [InlineData("?limit=+1", "limit invalid_value")]
    [InlineData("?count=1", "count invalid_value")]
    [InlineData("?colour=DarkRed", "colour invalid_value")]
    [InlineData("?colour=0", "colour invalid_value")]
    [InlineData("?colour=darkRed, blue", "colour invalid_value")]
    [InlineData("?colour.between=blue", "colour.between unknown_operator")]
    [InlineData("?colour.=blue", "colour. unknown_operator")]
    [InlineData("?colour.ne=blue", "colour.ne operator_not_allowed")]
    [InlineData("?madeAt=2026-01-01T00:00:00Z", "madeAt operator_not_allowed")]
    [InlineData("?madeAt.gte=2026-01-01T00:00:00", "madeAt.gte invalid_value")]
    [InlineData("?madeAt.gte=2026-01-01", "madeAt.gte invalid_value")]
    [InlineData("?madeAt.gte=2026-01-01T00:00:00+01:00", "madeAt.gte invalid_value")]
    [InlineData("?madeAt.gte=0001-01-01T00:00:00%2B14:00", "madeAt.gte invalid_value")]
    [InlineData("?madeAt.null=yes", "madeAt.null invalid_value")]
    [InlineData("?madeAt.null=true&madeAt.null=true", "madeAt.null repeated_parameter")]
    [InlineData("?title=%00", "title invalid_text")]
    [InlineData("?title.contains=a%00b", "title.contains invalid_text")]
    public void What_is_wrong_is_said(string query, string error) => Wrong(query).ShouldBe([error]);

    [Fact]
    public void A_lone_surrogate_is_no_text() => Wrong("?title=a\uD800b").ShouldBe(["title invalid_text"]);

    [Fact]
    public void Values_are_counted()
    {
        Wrong("?size=" + string.Join(',', Enumerable.Range(1, 51))).ShouldBe(["size too_many"]);
        Wrong(string.Concat("?", string.Join('&', Enumerable.Repeat("tags=a", 51)))).ShouldBe(["tags too_many"]);
        Requests.Refuse(ReadValuesOperation.Bind, Requests.Query("?whole=1&sizes=1,2,3", Route))
            .ShouldBe(["sizes too_many"]);
    }

    [Fact]
    public void All_errors_are_said_at_once_and_fifty_at_most()
    {
        Wrong("?limit=0&count=maybe&what=ever")
            .ShouldBe(["limit out_of_range", "count invalid_value", "what unknown_parameter"]);
        Wrong("?" + string.Join('&', Enumerable.Range(0, 60).Select(i => $"a{i}=1"))).Length.ShouldBe(50);
    }

    [Fact]
    public void A_value_that_must_be_sent_is_missed() =>
        Requests.Refuse(ReadValuesOperation.Bind, Requests.Query("", Route)).ShouldBe(["whole required"]);

    [Fact]
    public void A_wrong_route_is_said() => Requests
        .Refuse(ReadValuesOperation.Bind, Requests.Query("?whole=1", ("thing", "x"), ("customer", "A C")))
        .ShouldBe(["thing invalid_value", "customer invalid_value"]);

    [Fact]
    public void An_error_shows_the_beginning_of_what_was_sent_only()
    {
        var binding = Requests.Query("?" + new string('x', 70) + "=1&colour=" + new string('y', 150));
        ListThingsOperation.Bind(binding);

        binding.Errors.ShouldAllBe(e => !e.Message.Contains(new string('x', 51))
            && !e.Message.Contains(new string('y', 51)));
        binding.Errors[0].Message.ShouldBe(
            $"Unknown parameter '{new string('x', 50)}…'. Known parameters: limit, after, sort, count, colour, title, "
                + "madeAt, size, tags.");
        binding.Errors[1].Message.ShouldBe($"'{new string('y', 50)}…' is not one of: darkRed, blue.");
    }

    private static readonly (string, string)[] Route = [("thing", Requests.Id), ("customer", "acme")];

    private static CustomerId Acme => CustomerId.Parse("acme");

    private static ListThings List(string query) => Requests.Bind(ListThingsOperation.Bind, Requests.Query(query));

    private static ReadValues Values(string query) =>
        Requests.Bind(ReadValuesOperation.Bind, Requests.Query(query, Route));

    private static string[] Wrong(string query) => Requests.Refuse(ListThingsOperation.Bind, Requests.Query(query));
}
