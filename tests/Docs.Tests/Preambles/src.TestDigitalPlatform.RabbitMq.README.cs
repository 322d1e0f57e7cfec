#pragma warning disable TDP1003 // Only the start of the service is shown.
[Get("/orders/count"), Allow]
public sealed record CountOrders : IQuery<OrderCount>;

public sealed record OrderCount(long Count);
#pragma warning restore TDP1003

internal class PageScope
{
    protected static readonly WebApplicationBuilder builder = WebApplication.CreateBuilder();
}
