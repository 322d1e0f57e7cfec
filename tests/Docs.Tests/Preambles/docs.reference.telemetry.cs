global using OpenTelemetry.Metrics;
global using OpenTelemetry.Trace;

internal class PageScope
{
    protected static readonly WebApplicationBuilder builder = WebApplication.CreateBuilder();
}
