using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace TestDigitalPlatform.Hosting.Tests.Web;

/// <summary>A real server on a free port of the loopback address, and a client that speaks to it.</summary>
internal sealed class LoopbackHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private Task? stop;

    private LoopbackHost(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/") };
    }

    internal HttpClient Client { get; }

    internal IServiceProvider Services => app.Services;

    internal static async Task<LoopbackHost> Start(Action<WebApplicationBuilder> compose, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        compose(builder);
        var app = builder.Build();
        app.UseRouting();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LoopbackHost(app);
    }

    /// <summary>Ends as a host does, once: what is under way ends first, then what tells of it.</summary>
    internal Task Stop() => stop ??= app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Stop();
        await app.DisposeAsync();
    }
}
