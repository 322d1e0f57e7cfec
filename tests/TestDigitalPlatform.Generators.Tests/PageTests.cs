namespace TestDigitalPlatform.Generators.Tests;

public sealed class PageTests
{
    [Fact]
    public void A_list_that_is_handled_gets_its_shape() =>
        Compiled.Generated("""
            namespace Acme.Orders;

            [Id] public readonly partial record struct OrderId(Guid Value);
            public enum OrderState { Open, Closed }
            public sealed record OrderSummary(OrderId Id, string Title, DateTimeOffset SubmittedAt);

            [Get("/orders"), Allow, Sortable("submittedAt", "title", Default = "-submittedAt")]
            public sealed record ListOrders : PageQuery<OrderSummary>
            {
                [Filter] public Filter<OrderState> State { get; init; }
                [Filter(Operators.Range, Column = "submitted_at")] public Filter<DateTimeOffset> Submitted { get; init; }
            }

            [Get("/orders/{order}/lines"), Allow]
            public sealed record ListLines(OrderId Order) : PageQuery<OrderSummary>
            {
                public IReadOnlyList<string> Tags { get; init; } = [];
            }

            internal sealed class ListLinesHandler : IQueryHandler<ListLines, Page<OrderSummary>>
            {
                public Task<Page<OrderSummary>> Fetch(ListLines query, Db db, CancellationToken cancellationToken) =>
                    db.Page($"select id, title, submitted_at from line where order_id = {query.Order}", query, cancellationToken);
            }

            internal sealed class ListOrdersHandler : IQueryHandler<ListOrders, Page<OrderSummary>>
            {
                public Task<Page<OrderSummary>> Fetch(ListOrders query, Db db, CancellationToken cancellationToken) =>
                    db.Page("select id, title, submitted_at, state from orders", query, cancellationToken);
            }
            """, only: ["Pages.g.cs", "Rows.g.cs"]).ShouldMatchSnapshot();
}
