using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Generators.Tests;

public sealed class DescriptionTests
{
    [Fact]
    public void A_message_is_described_where_it_is_declared()
    {
        var code = Compiled.Generated("""
            using System.Text.Json.Serialization;
            [Put("/orders/{order:guid}/lines"), Allow]
            public sealed record AddLine(
                [property: JsonPropertyName("no")] Guid Order, [property: JsonPropertyName("count")] int Amount,
                [property: JsonIgnore] int Left = 1, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Note = null)
                : ICommand
            {
                [JsonIgnore] public int Also { get; init; }
                public int Computed => Amount + 1;
            }
            [Get("/lines"), Allow] public sealed record ListLines(IReadOnlyList<int> Ids) : IQuery<int>;
            [Get("/nothing"), Allow] internal sealed record AskNothing : IQuery<int>;
            public sealed record Unroutable : IQuery<int>;
            """, "MessageDescriptions.g.cs");

        code.Split('\n').Where(line => line.Contains("new global::", StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split('"')[1], line.Split('"')[3], line.Split("MemberSource.")[1].Split(',')[0]))
            .ShouldBe(["Order order Route", "Amount count Body", "Note note Body", "Ids ids Query"]);
        code.ShouldContain("\"AskNothing\" => ");
        code.ShouldNotContain("Unroutable");
    }

    [Fact]
    public void What_JSON_ignores_keeps_its_default_wherever_it_stands() => Compiled.Generated("""
        using System.Text.Json.Serialization;
        [Post("/orders"), Allow]
        public sealed record AddOrder(int Count, [property: JsonIgnore] int Left = 1, int Right = 2) : ICommand;
        internal sealed class AddOrderHandler : ICommandHandler<AddOrder, Nothing>
        {
            public static Decision<Nothing> Decide(AddOrder command, CommandContext context) => Decision.Accept();
        }
        """).ShouldContain("new global::AddOrder(countValue, Right: rightValue)");

    [Fact]
    public async Task What_JSON_ignores_and_the_message_needs_is_refused()
    {
        var found = await Compiled.Diagnose("""
            using System.Text.Json.Serialization;
            [Post("/orders"), Allow]
            public sealed record AddOrder([property: JsonIgnore] int Count) : ICommand;
            internal sealed class AddOrderHandler : ICommandHandler<AddOrder, Nothing>
            {
                public static Decision<Nothing> Decide(AddOrder command, CommandContext context) => Decision.Accept();
            }
            """);

        var flaw = found.ShouldHaveSingleItem();
        flaw.Id.ShouldBe(Descriptors.UnboundPart.Id);
        flaw.GetMessage(null).ShouldContain("'Count': JSON ignores it");
    }

    // As System.Text.Json chooses.
    [Theory]
    [InlineData("public AddOrder() : this(1) { }", "new global::AddOrder()")]
    [InlineData("internal AddOrder(string text, int other) : this(other) { }", "new global::AddOrder(countValue)")]
    [InlineData("[System.Text.Json.Serialization.JsonConstructor] public AddOrder(short count) : this((int)count) { }", "new global::AddOrder(countValue)")]
    public void A_message_is_made_by_the_constructor_that_JSON_uses(string constructor, string made) => Compiled.Generated($$"""
        [Post("/orders"), Allow]
        public sealed record AddOrder(int Count) : ICommand { {{constructor}} }
        internal sealed class AddOrderHandler : ICommandHandler<AddOrder, Nothing>
        {
            public static Decision<Nothing> Decide(AddOrder command, CommandContext context) => Decision.Accept();
        }
        """).ShouldContain(made);

    [Fact]
    public async Task A_message_whose_constructor_JSON_cant_choose_is_refused()
    {
        var found = await Compiled.Diagnose("""
            [Post("/orders"), Allow]
            public sealed record AddOrder(int Count) : ICommand
            {
                public AddOrder(string text, int other) : this(other) { }
            }

            internal sealed class AddOrderHandler : ICommandHandler<AddOrder, Nothing>
            {
                public static Decision<Nothing> Decide(AddOrder command, CommandContext context) => Decision.Accept();
            }
            """);

        found.ShouldHaveSingleItem().GetMessage(null).ShouldContain("add [JsonConstructor]");
    }

    [Fact]
    public void A_message_in_two_parts_is_described() => Compiled.Generated("""
        [Get("/orders"), Allow]
        public sealed partial record CountOrders;
        public sealed partial record CountOrders : IQuery<int>;
        internal sealed class CountOrdersHandler : IQueryHandler<CountOrders, int>
        {
            public Task<int> Fetch(CountOrders query, Db db, CancellationToken cancellationToken) => Task.FromResult(1);
        }
        """, "MessageDescriptions.g.cs").ShouldContain("CountOrders");

    [Theory]
    [InlineData("/orders", "/orders")]
    [InlineData("/orders/{order:guid}/lines/{line?}", "/orders/{order}/lines/{line}")]
    [InlineData("/files/{**path}", "/files/{path}")]
    [InlineData("/{a:regex(^[a-z]{{2,3}}$)}/{b=1}", "/{a}/{b}")]
    public void A_path_is_read_without_its_constraints(string path, string plain)
    {
        RouteTemplate.Plain(path).ShouldBe(plain);
        string.Concat(RouteTemplate.Parts(path).Select(part => part.IsName ? $"{{{part.Text}}}" : part.Text)).ShouldBe(plain);
    }

    [Theory]
    [InlineData("/orders/{order:guid}", "/orders/{order:guid}", true)]
    [InlineData("/orders/{order}", "/orders/{order:guid}", true)]
    [InlineData("/orders/{order:guid}", "/orders/{order}", false)]
    public void A_path_takes_what_another_takes(string other, string path, bool takes) =>
        RouteTemplate.Takes(other, path).ShouldBe(takes);
}
