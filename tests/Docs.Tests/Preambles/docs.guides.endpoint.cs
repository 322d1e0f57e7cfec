internal sealed record OrderTotal(decimal Total);

internal class PageScope
{
    protected static readonly string[] args = [];

    protected static WebApplicationBuilder builder => WebApplication.CreateBuilder(args);

    protected static WebApplication app => null!;

    protected static Microsoft.AspNetCore.Routing.RouteGroupBuilder reports => null!;
}
