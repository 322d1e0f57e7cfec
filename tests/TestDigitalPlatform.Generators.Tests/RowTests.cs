namespace TestDigitalPlatform.Generators.Tests;

public sealed class RowTests
{
    [Fact]
    public void A_reader_is_written_for_each_type_once() =>
        Compiled.Generated("""
            namespace Acme.Orders;

            [Id] public readonly partial record struct OrderId(Guid Value);
            public enum OrderState { Open, Closed }
            public sealed record Address(string City);
            internal sealed record Order(OrderId Id, string Title, string? Note, OrderState State, DateTimeOffset? ClosedAt, Address Address, string[] Tags)
            {
                public required long Version { get; init; }
                public int Optional { get; init; }
            }
            internal sealed record Count { public required int OpenCount { get; init; } }

            internal static class Statements
            {
                public static async Task Run(Db db, CancellationToken ct)
                {
                    await db.One<Order>("select", ct);
                    await db.Find<Order>("select", ct);
                    await db.List<OrderId>("select", ct);
                    await db.One<int?>("select", ct);
                    var batch = db.Batch();
                    batch.One<Count>("select");
                    batch.List<string>("select");
                }
            }
            """, "Rows.g.cs").ShouldMatchSnapshot();

    [Fact]
    public void A_type_that_rows_do_not_fit_gets_no_reader() =>
        Compiled.Generated("""
            internal interface IRow;
            internal sealed class Empty;
            internal static class Statements
            {
                public static async Task Run<T>(Db db, CancellationToken ct)
                {
                    await db.One<T>("select", ct);
                    await db.One<IRow>("select", ct);
                    await db.One<Empty>("select", ct);
                    await db.One<(int A, int B)>("select", ct);
                    await db.One<Private>("select", ct);
                }

                private sealed record Private(int Count);
            }
            """).ShouldBeEmpty();
}
