using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TestDigitalPlatform.Hosting.Docs;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Hosting.Tests.OpenApi;
using TestDigitalPlatform.Hosting.Tests.Web;
using TestDigitalPlatform.Tests.Shared;

namespace TestDigitalPlatform.Hosting.Tests.Docs;

/// <summary>A service with its documentation, and a browser that shows it.</summary>
public sealed class DocsBrowser : IAsyncLifetime
{
    // In the first test that needs it: one that finds no browser is skipped.
    private readonly Lazy<Task<IPage>> shown;
    private LoopbackHost? host;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public DocsBrowser() => shown = new(Show);

    internal HttpClient Service => host!.Client;

    internal string Address => Service.BaseAddress + "docs";

    /// <summary>What the page that is shown did and should not.</summary>
    internal ConcurrentQueue<string> Complaints { get; private set; } = [];

    public async ValueTask InitializeAsync() => host = await LoopbackHost.Start(
        builder => TicketOperations.AddTo(builder.Services),
        app =>
        {
            app.MapDocuments();
            app.MapScalar();
            app.MapGet("/tickets", (RequestDelegate)(context =>
                context.Response.WriteAsync($"token was: {context.Request.Headers.Authorization}")));
        });

    /// <summary>The documentation, for tests that leave it as it is but for what they unfold.</summary>
    internal Task<IPage> Shown() => shown.Value;

    /// <summary>Makes room for tabs with a storage of their own.</summary>
    internal async Task<IBrowserContext> NewContext()
    {
        playwright ??= await Playwright.CreateAsync();
        browser ??= await Chromium.Start(playwright);
        return await browser.NewContextAsync();
    }

    /// <summary>Collects all that a page should never do: complain, break, or speak to another server.</summary>
    internal ConcurrentQueue<string> Watch(IPage page)
    {
        var complaints = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme.StartsWith("http", StringComparison.Ordinal) && address.Authority != Service.BaseAddress!.Authority)
                complaints.Enqueue(request.Url);
        };
        return complaints;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
    }

    private async Task<IPage> Show()
    {
        var page = await (await NewContext()).NewPageAsync();
        Complaints = Watch(page);
        await page.GotoAsync(Address);
        return page;
    }
}
