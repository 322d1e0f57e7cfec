using System.Net;
using Microsoft.Playwright;

namespace TestDigitalPlatform.Hosting.Tests.Docs;

/// <summary>The page that Scalar shows. Tests share a browser, and those that only look share its page: both cost seconds.</summary>
public sealed class ScalarTests(DocsBrowser docs) : IClassFixture<DocsBrowser>
{
    [Fact]
    public async Task Shows_the_service_in_a_browser_without_an_error_or_a_word_to_anybody_else()
    {
        var page = await docs.Shown();

        await page.GetByText("List tickets").First.WaitForAsync();
        await page.GetByText("Submit a ticket").First.WaitForAsync();

        docs.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sends_the_token_that_the_reader_pastes_and_keeps_it_over_a_reload_and_in_its_own_tab_only()
    {
        await using var tabs = await docs.NewContext();
        var page = await tabs.NewPageAsync();
        var complaints = docs.Watch(page);
        await page.GotoAsync(docs.Address);
        await page.GetByPlaceholder("Token").First.FillAsync("a.b.c");
        await SendListTickets(page);
        await page.GetByText("token was: Bearer a.b.c").First.WaitForAsync();
        await WaitForKept(page, "a.b.c");

        await page.ReloadAsync();
        await SendListTickets(page);
        await page.GetByText("token was: Bearer a.b.c").First.WaitForAsync();

        complaints.ShouldBeEmpty();
        var other = await tabs.NewPageAsync();
        await other.GotoAsync(docs.Service.BaseAddress + "openapi/v1.json");
        (await other.EvaluateAsync<string>("JSON.stringify([{...localStorage}, {...sessionStorage}])")).ShouldBe("[{},{}]");
    }

    [Fact]
    public async Task Is_called_like_the_service_and_shows_fields_in_the_order_of_the_contract()
    {
        var page = await docs.Shown();

        (await page.TitleAsync()).ShouldBe("tickets");
        await page.GetByText("Submit a ticket").First.ClickAsync();
        var names = page.Locator("[id='v1/tag/tickets/POST/tickets'] .property-name");
        await names.First.WaitForAsync();

        (await names.AllInnerTextsAsync()).Select(n => n.Trim()).Where(Fields.Contains).ShouldBe(Fields);
    }

    [Fact]
    public async Task Begins_with_what_all_operations_have_in_common()
    {
        var page = await docs.Shown();

        foreach (var heading in (string[])["Authentication", "Errors", "Lists", "Idempotency", "Change log"])
            await page.GetByRole(AriaRole.Heading, new() { Name = heading }).First.WaitForAsync();
    }

    [Fact]
    public async Task Lets_nothing_run_but_its_own_scripts_and_lets_a_browser_keep_them()
    {
        using var page = await docs.Service.GetAsync(Relative("docs/"), Cancel);
        using var again = await docs.Service.GetAsync(Relative("docs/"), Cancel);
        using var script = await docs.Service.GetAsync(Relative("docs/scalar.js"), Cancel);

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
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!(await page.EvaluateAsync<string>("JSON.stringify({...sessionStorage})")).Contains(token, StringComparison.Ordinal))
            patience.Token.ThrowIfCancellationRequested();
    }

    private static readonly string[] Fields = ["title", "haste", "email", "place", "tags"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
