using System.Collections.Concurrent;
using System.Net;
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

public sealed class ScalarTests
{
    [Fact]
    public async Task Shows_the_service_in_a_browser_without_an_error_or_a_word_to_anybody_else()
    {
        await using var service = await Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Start(playwright);
        var page = await browser.NewPageAsync();
        var complaints = Watch(page, service.Client.BaseAddress!);

        await page.GotoAsync(service.Client.BaseAddress + "docs");
        await page.GetByText("List tickets").First.WaitForAsync();
        await page.GetByText("Submit a ticket").First.WaitForAsync();

        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sends_the_token_that_the_reader_pastes()
    {
        await using var service = await Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Start(playwright);
        var page = await browser.NewPageAsync();
        var complaints = Watch(page, service.Client.BaseAddress!);

        await page.GotoAsync(service.Client.BaseAddress + "docs");
        await page.GetByPlaceholder("Token").First.FillAsync("a.b.c");
        await SendListTickets(page);
        await page.GetByText("token was: Bearer a.b.c").First.WaitForAsync();

        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_the_token_over_a_reload_and_in_its_own_tab_only()
    {
        await using var service = await Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Start(playwright);
        var tabs = await browser.NewContextAsync();
        var page = await tabs.NewPageAsync();
        await page.GotoAsync(service.Client.BaseAddress + "docs");
        await page.GetByPlaceholder("Token").First.FillAsync("a.b.c");
        await WaitForKept(page, "a.b.c");

        await page.ReloadAsync();
        await SendListTickets(page);
        await page.GetByText("token was: Bearer a.b.c").First.WaitForAsync();

        var other = await tabs.NewPageAsync();
        await other.GotoAsync(service.Client.BaseAddress + "openapi/v1.json");
        (await other.EvaluateAsync<string>("JSON.stringify([{...localStorage}, {...sessionStorage}])")).ShouldBe("[{},{}]");
    }

    [Fact]
    public async Task Is_called_like_the_service_and_shows_fields_in_the_order_of_the_contract()
    {
        await using var service = await Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Start(playwright);
        var page = await browser.NewPageAsync();

        await page.GotoAsync(service.Client.BaseAddress + "docs");
        (await page.TitleAsync()).ShouldBe("tickets");
        await page.GetByText("Submit a ticket").First.ClickAsync();
        var names = page.Locator("[id='v1/tag/tickets/POST/tickets'] .property-name");
        await names.First.WaitForAsync();

        (await names.AllInnerTextsAsync()).Select(n => n.Trim()).Where(Fields.Contains).ShouldBe(Fields);
    }

    [Fact]
    public async Task Begins_with_what_all_operations_have_in_common()
    {
        await using var service = await Start();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Start(playwright);
        var page = await browser.NewPageAsync();

        await page.GotoAsync(service.Client.BaseAddress + "docs");

        foreach (var heading in (string[])["Authentication", "Errors", "Lists", "Idempotency", "Change log"])
            await page.GetByRole(AriaRole.Heading, new() { Name = heading }).First.WaitForAsync();
    }

    [Fact]
    public async Task Lets_nothing_run_but_its_own_scripts_and_lets_a_browser_keep_them()
    {
        await using var service = await Start();

        using var page = await service.Client.GetAsync(Relative("docs/"), Cancel);
        using var again = await service.Client.GetAsync(Relative("docs/"), Cancel);
        using var script = await service.Client.GetAsync(Relative("docs/scalar.js"), Cancel);

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self' 'nonce-");
        policy.ShouldNotBe(again.Headers.GetValues("Content-Security-Policy").Single());
        script.StatusCode.ShouldBe(HttpStatusCode.OK);
        script.Headers.ETag.ShouldNotBeNull();
    }

    // An operation is drawn once it is come to.
    private static async Task SendListTickets(IPage page)
    {
        await page.GetByText("List tickets").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Request (get /tickets)", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).First.ClickAsync();
    }

    // The page's policy forbids the script by which a browser would be asked to wait.
    private static async Task WaitForKept(IPage page, string token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!(await page.EvaluateAsync<string>("JSON.stringify({...sessionStorage})")).Contains(token, StringComparison.Ordinal))
            patience.Token.ThrowIfCancellationRequested();
    }

    private static readonly string[] Fields = ["title", "haste", "email", "place", "tags"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    // All that a page should never do: complain, break, or speak to another server.
    private static ConcurrentQueue<string> Watch(IPage page, Uri service)
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
            if (address.Scheme.StartsWith("http", StringComparison.Ordinal) && address.Authority != service.Authority)
                complaints.Enqueue(request.Url);
        };
        return complaints;
    }

    private static Task<LoopbackHost> Start() => LoopbackHost.Start(
        builder => TicketOperations.AddTo(builder.Services),
        app =>
        {
            app.MapDocuments();
            app.MapScalar();
            app.MapGet("/tickets", (RequestDelegate)(context =>
                context.Response.WriteAsync($"token was: {context.Request.Headers.Authorization}")));
        });
}
