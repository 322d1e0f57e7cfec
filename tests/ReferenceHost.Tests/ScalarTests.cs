using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using TestDigitalPlatform.Tests.Shared;

namespace ReferenceHost.Tests;

public sealed class ScalarTests(DemoHost demo)
{
    private const string Customer = "granite-bank";

    [Fact]
    public async Task A_person_submits_a_request_in_a_browser_and_finds_it_in_the_list()
    {
        var host = demo.Host;
        var token = await Programs.Token("--role", "customer-user", "--customer", Customer);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Start(playwright);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 1000 } });

        await page.GotoAsync(host.FrontPage.ToString());
        await page.GetByRole(AriaRole.Row, new() { Name = "requests" }).GetByRole(AriaRole.Link, new() { Name = "Try it" }).ClickAsync();
        await page.GetByPlaceholder("Token").First.FillAsync(token);
        // Only the first group is open, and an operation is drawn once it is come to.
        await page.Locator("a[href='#requests/tag/requests']").First.ClickAsync();
        await page.Locator("a[href='#requests/tag/requests/POST/requests']").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Request (post /requests)", Exact = true }).ClickAsync();
        var answered = page.WaitForResponseAsync(r => r.Url.EndsWith("/requests", StringComparison.Ordinal) && r.Request.Method == "POST");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).First.ClickAsync();

        var response = await answered;
        response.Status.ShouldBe(200, await response.TextAsync());
        var id = (await response.JsonAsync())!.Value.GetProperty("id").GetString();
        var client = await host.Client("requests", "--role", "customer-user", "--customer", Customer);
        var list = await client.GetFromJsonAsync<JsonElement>("/requests");
        list.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ShouldContain(id);
    }
}
