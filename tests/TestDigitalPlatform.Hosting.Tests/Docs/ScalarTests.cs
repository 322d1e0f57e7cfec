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
        await page.GetByText("Finds tickets, newest first").First.WaitForAsync();
        await page.GetByText("Submits a ticket").First.WaitForAsync();

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
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Request (get /tickets)", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).First.ClickAsync();
        await page.GetByText("token was: Bearer a.b.c").First.WaitForAsync();

        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_kept_by_the_browser_until_its_content_changes()
    {
        await using var service = await Start();

        using var named = await service.Client.GetAsync(Relative($"docs/scalar.js?v={ScalarScript.Hash}"), Cancel);
        using var unnamed = await service.Client.GetAsync(Relative("docs/scalar.js"), Cancel);

        named.Headers.CacheControl!.ToString().ShouldContain("immutable");
        unnamed.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task Comes_unpacked_for_those_who_can_not_unpack_it()
    {
        await using var service = await Start();

        var plain = await service.Client.GetByteArrayAsync(Relative("docs/scalar.js"), Cancel);
        using var packed = new HttpRequestMessage(HttpMethod.Get, "docs/scalar.js") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var answer = await service.Client.SendAsync(packed, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        plain.Length.ShouldBeGreaterThan(2 * (int)answer.Content.Headers.ContentLength!);
    }

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
        builder => builder.Services.AddSingleton(new OpenApiDocuments("tickets", "1.2.3", TicketOperations.All)),
        app =>
        {
            app.MapOpenApi();
            app.MapScalar();
            app.MapGet("/tickets", (RequestDelegate)(context =>
                context.Response.WriteAsync($"token was: {context.Request.Headers.Authorization}")));
        });
}
