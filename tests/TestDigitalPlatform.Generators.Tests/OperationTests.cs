using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Tests;

public sealed class OperationTests
{
    [Fact]
    public void A_list_is_served() =>
        Compiled.Generated("""
            namespace Acme.Orders;

            [Id] public readonly partial record struct OrderId(Guid Value);
            public enum OrderState { Open, Closed }
            public sealed record OrderSummary(OrderId Id, string Title, DateTimeOffset SubmittedAt);
            public sealed record OrderSubmitted(OrderId Order) : IEvent { string IEvent.Subject => Order.ToString(); }

            [Get("/customers/{customer}/orders"), Allow(Role.CustomerUser, Role.PlatformAdministrator)]
            [Sortable("submittedAt"), Cached(typeof(OrderSubmitted), Seconds = 30, PerUser = true)]
            public sealed record ListOrders(CustomerId Customer) : PageQuery<OrderSummary>
            {
                [Filter] public Filter<OrderState> State { get; init; }
                [Filter(Operators.Range, Column = "submitted_at")] public Filter<DateTimeOffset> Submitted { get; init; }
                public IReadOnlyList<string> Tags { get; init; } = [];
                public string? Search { get; init; }
            }

            internal sealed class ListOrdersHandler(TimeProvider time) : IQueryHandler<ListOrders, Page<OrderSummary>>
            {
                public Task<Page<OrderSummary>> Fetch(ListOrders query, Db db, CancellationToken cancellationToken) =>
                    db.Page($"select id, title, submitted_at, state from orders where submitted_at < {time.GetUtcNow()}", query, cancellationToken);
            }
            """, only: ["GeneratedPlatform.g.cs", "ListOrdersOperation.g.cs"]).ShouldMatchSnapshot();

    [Fact]
    public void A_query_that_computes_is_served() =>
        Compiled.Generated("""
            namespace Acme.Orders;

            public sealed record OrderCounts(int Open);

            [Get("/orders/counts"), Public]
            public sealed record CountOrders(DateOnly Day, int[] Shops, string? Search = "all", OrderState State = OrderState.Closed, decimal Most = 1.5m) : IQuery<OrderCounts>;
            public enum OrderState { Open, Closed }

            internal sealed class CountOrdersHandler : IQueryHandler<CountOrders, long, OrderCounts>
            {
                public Task<long> Fetch(CountOrders query, Db db, CancellationToken cancellationToken) =>
                    db.One<long>("select count(*) from orders", cancellationToken);

                public static OrderCounts Process(CountOrders query, long fetched, QueryContext context) => new((int)fetched);
            }
            """, only: ["CountOrdersOperation.g.cs"]).ShouldMatchSnapshot();

    [Theory]
    [InlineData("Acme.Orders.Tests", false)]
    [InlineData("Acme.Elsewhere", true)]
    public void A_program_that_sees_a_services_own_door_gets_no_second_one(string program, bool ofItsOwn)
    {
        var service = Compiled.Contracts("Acme.Orders", """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Acme.Orders.Tests")]
            namespace TestDigitalPlatform { internal static class GeneratedPlatform; }
            """);
        var compilation = Compiled.Compilation("return;", service).WithAssemblyName(program);

        var generated = Compiled.Generated(
            compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)));

        generated.Contains("AddPlatform", StringComparison.Ordinal).ShouldBe(ofItsOwn);
    }

    [Fact]
    public void A_message_of_another_assembly_is_served_as_one_of_our_own()
    {
        var contracts = Compiled.Contracts("Acme.Orders.Contracts", Lines);
        var apart = Compiled.Compilation("namespace Acme.Orders;" + HandlersOfLines, contracts);

        Compiled.Generated(apart, "AddLinesOperation.g.cs")
            .ShouldBe(Compiled.Generated(Lines + HandlersOfLines, "AddLinesOperation.g.cs"));
    }

    [Fact]
    public void A_service_without_handlers_yet_has_its_door() =>
        Compiled.Generated(Compiled.Compilation("return;").WithOptions(new(OutputKind.ConsoleApplication)))
            .ShouldContain("AddPlatform(");

    [Fact]
    public void A_library_without_handlers_has_none() =>
        Compiled.Generated("internal sealed class Nothing;").ShouldBeEmpty();

    [Fact]
    public void Commands_are_served() =>
        Compiled.Generated(
            Lines + HandlersOfLines, "GeneratedPlatform.g.cs", "AddLinesOperation.g.cs", "DeleteOrderOperation.g.cs")
            .ShouldMatchSnapshot();

    private const string Lines = """
            using System.ComponentModel.DataAnnotations;
            namespace Acme.Orders;

            [Id] public readonly partial record struct OrderId(Guid Value);
            public sealed record Line(string Article, int Amount);
            public sealed class EvenAttribute : ValidationAttribute { public int Step { get; init; } }

            [Post("/orders/{order}/lines"), Allow, RequireIfMatch]
            public sealed record AddLines(
                OrderId Order,
                [Length(1, 200), RegularExpression("^[a-z\"]+$")] string Title,
                [Range(1, 5)] int Priority,
                IReadOnlyList<Line> Lines,
                string? Note = null) : ICommand
            {
                [Even(Step = 2)] public int? Discount { get; init; } = 2;
                public required DateTimeOffset Until { get; init; }
            }

            [Delete("/orders/{order}"), Allow]
            public sealed record DeleteOrder(OrderId Order) : ICommand;

            """;

    private const string HandlersOfLines = """
            internal sealed class AddLinesHandler : ICommandHandler<AddLines, Order, Nothing>
            {
                public Task<Order> Fetch(AddLines command, Db db, CancellationToken cancellationToken) =>
                    db.One<Order>("select id, version from orders", cancellationToken);

                public static Decision<Nothing> Decide(AddLines command, Order state, CommandContext context) => Decision.Accept();
            }

            internal sealed record Order(OrderId Id, long Version) : IVersioned;

            internal sealed class DeleteOrderHandler : ICommandHandler<DeleteOrder, Nothing>
            {
                public static Decision<Nothing> Decide(DeleteOrder command, CommandContext context) => Decision.Accept();
            }
            """;
}
