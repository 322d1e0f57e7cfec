internal class PageScope
{
    protected static readonly string[] args = [];
}

/// <summary>Counts orders.</summary>
[Get("/orders/count"), Allow(Role.CustomerUser)]
public sealed record CountOrders : IQuery<OrderCount>;

public sealed record OrderCount(long Open);

internal sealed class CountOrdersHandler : IQueryHandler<CountOrders, OrderCount>
{
    public Task<OrderCount> Fetch(CountOrders query, Db db, CancellationToken cancellationToken) =>
        db.One<OrderCount>("select count(*) as open from purchase_order where closed_at is null", cancellationToken);
}
