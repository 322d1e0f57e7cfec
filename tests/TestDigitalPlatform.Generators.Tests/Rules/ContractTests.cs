namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class ContractTests
{
    [Theory]
    [InlineData("object", true)]
    [InlineData("dynamic", true)]
    [InlineData("DateTime?", true)]
    [InlineData("IReadOnlyList<DateTime>", true)]
    [InlineData("(int A, int B)", true)]
    [InlineData("Tuple<int, int>", true)]
    [InlineData("int[,]", true)]
    [InlineData("Func<int>", true)]
    [InlineData("Stream", true)]
    [InlineData("IComparable", true)]
    [InlineData("IReadOnlyDictionary<Part, int>", true)]
    [InlineData("IReadOnlyDictionary<bool, int>", true)]
    [InlineData("IReadOnlySet<int>", true)]
    [InlineData("Shape", true)]
    [InlineData("Holder", true)]
    [InlineData("int[]", false)]
    [InlineData("DateTimeOffset", false)]
    [InlineData("DateOnly?", false)]
    [InlineData("IReadOnlyDictionary<string, IReadOnlyList<Part>>", false)]
    [InlineData("Form", false)]
    [InlineData("Uri", false)]
    [InlineData("System.Text.Json.JsonElement", false)]
    [InlineData("Tree", false)]
    public async Task Json_carries_values_and_their_records(string type, bool isRefused)
    {
        var found = await Compiled.DiagnoseContracts($$"""
            public sealed record ThingHappened({{type}} What) : IEvent { string IEvent.Subject => ToString(); }
            public sealed record Part(int Number);
            public sealed record Holder(DateTime At);
            public sealed record Tree(IReadOnlyList<Tree> Children);
            public abstract record Shape(int Size);
            [System.Text.Json.Serialization.JsonDerivedType(typeof(Square), "square")]
            public abstract record Form(int Size);
            public sealed record Square(int Size) : Form(Size);
            """);

        found.Select(d => d.Id).Where(id => id != "TDP1072").ShouldBe(isRefused ? ["TDP1026"] : []);
    }

    [Theory]
    [InlineData("[StringLength(5)] string Note", false)]
    [InlineData("[MaxLength(5)] string Note", false)]
    [InlineData("[RegularExpression(\"^a$\")] string Note", false)]
    [InlineData("[AllowedValues(\"a\")] string Note", false)]
    [InlineData("[Required, EmailAddress] string Note", true)]
    [InlineData("[MinLength(5)] string? Note = null", true)]
    [InlineData("int Note", false)]
    public async Task Texts_of_a_body_have_a_limit(string parameter, bool isRefused)
    {
        var found = await Compiled.DiagnoseContracts(
            $$"""[Put("/orders/{order}"), Allow] public sealed record ChangeOrder(string Order, {{parameter}}) : ICommand;""");

        found.Select(d => d.Id).ShouldBe(isRefused ? ["TDP1042"] : []);
    }

    [Theory]
    [InlineData("GetOrderQuery", "TDP1032")]
    [InlineData("GetQuery", null)]
    [InlineData("GetOrder", null)]
    public async Task A_name_says_no_kind_unless_that_is_what_it_is_about(string name, string? id)
    {
        var found = await Compiled.DiagnoseContracts($"[Get(\"/things\"), Allow] public sealed record {name} : "
            + "IQuery<Thing>; public sealed record Thing(int Id);");

        found.Select(d => d.Id).ShouldBe(id is null ? [] : [id]);
    }

    [Theory]
    [InlineData("OrderId", true)]
    [InlineData("Guid", false)]
    public async Task An_id_of_a_thing_tells_that_there_are_many(string type, bool isRefused)
    {
        var found = await Compiled.DiagnoseContracts($$"""
            [Delete("/order/{id}"), Allow] public sealed record CancelOrder({{type}} Id) : ICommand;
            [Id] public readonly partial record struct OrderId(Guid Value);
            """);

        found.Select(d => d.Id).ShouldBe(isRefused ? ["TDP1016"] : []);
    }

    [Fact]
    public async Task What_a_contract_inherits_is_told_where_it_was_written() =>
        (await Compiled.DiagnoseContracts("""
            public sealed record Row(int Id);
            [Get("/rows"), Allow] public sealed record ListRows : PageQuery<Row>;
            """)).ShouldBeEmpty();

    [Fact]
    public void Forms_of_one_thing_are_published_too() => Compiled.Generated("""
        public sealed record ShapeDrawn(Shape Shape) : IEvent { string IEvent.Subject => ToString(); }
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Square), "square")]
        public abstract record Shape;
        public sealed record Square(int Size) : Shape;
        """, "Contracts.g.cs").ShouldEndWith(
        """
        "event ShapeDrawn tells shape Shape\n" +
            "record Shape is square as Square\n" +
            "record Square has size int")]

        """);

    [Fact]
    public void An_enum_is_published_by_the_names_that_callers_see() => Compiled.Generated("""
        public sealed record WorkMoved(Stage To) : IEvent { string IEvent.Subject => ToString(); }
        public enum Stage { Open, [System.Text.Json.Serialization.JsonStringEnumMemberName("in-progress")] InProgress }
        """, "Contracts.g.cs").ShouldEndWith(
        """
        "enum Stage has in-progress\n" +
            "enum Stage has open\n" +
            "event WorkMoved tells to Stage")]

        """);

    [Fact]
    public async Task What_is_gone_is_told_at_its_line()
    {
        var file = new NamedText(
            "/orders/published.txt", "# Said before.\n\nevent Acme.Gone tells at int\nenum Acme.Colour has red\n");

        var found = await Compiled.DiagnoseContracts("namespace Acme; public enum Colour { }", file);

        found.Select(d => (d.Id, d.Location.GetLineSpan().Path, d.Location.GetLineSpan().StartLinePosition.Line))
            .ShouldBe(
            [("TDP1030", "/orders/published.txt", 2), ("TDP1030", "", 0)], ignoreOrder: true);
    }
}
