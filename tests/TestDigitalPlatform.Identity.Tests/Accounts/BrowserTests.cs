using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TestDigitalPlatform.Tests.Shared;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

/// <summary>The pages in a real browser: on a narrow phone, by keyboard, for screen readers, in each language.</summary>
public sealed class BrowserTests(AccountsFixture provider) : IAsyncLifetime
{
    private const int Narrow = 360;

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    // Secure cookies are kept for localhost without TLS, and for no other name.
    private string Address => $"http://localhost:{provider.Service.Address.Port}";

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.Start(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    [Theory]
    [InlineData("en-GB", ColorScheme.Light)]
    [InlineData("de-DE", ColorScheme.Dark)]
    [InlineData("es-ES", ColorScheme.Light)]
    public async Task Signs_in_by_keyboard_alone_on_a_narrow_screen(string language, ColorScheme scheme)
    {
        var person = await provider.Activate();
        await using var context = await browser.NewContextAsync(new()
        {
            Locale = language,
            ColorScheme = scheme,
            ViewportSize = new() { Width = Narrow, Height = 640 },
        });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync($"{Address}/sign-in?return=%2Faccount%2Fsessions");
        await ShouldBeFitForEverybody(page);
        await page.Keyboard.TypeAsync(person.Email);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(AccountsFixture.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/account/sessions");

        await ShouldBeFitForEverybody(page);
        (await context.CookiesAsync()).ShouldContain(cookie =>
            cookie.Name == "__Host-tdp-session" && cookie.HttpOnly && cookie.Secure);
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_what_is_wrong_where_a_screen_reader_hears_it()
    {
        var page = await browser.NewPageAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = Narrow, Height = 640 } });
        await page.GotoAsync($"{Address}/sign-in");

        await page.FillAsync("#email", provider.NewEmail());
        await page.FillAsync("#password", "wrong");
        await page.ClickAsync("button");

        (await page.Locator("[role=alert]").InnerTextAsync()).ShouldNotBeEmpty();
        await ShouldBeFitForEverybody(page);
    }

    private static async Task ShouldBeFitForEverybody(IPage page)
    {
        var found = await page.RunAxe();
        found.Violations.Select(violation => $"{violation.Id}: {violation.Help} ({string.Join(", ", violation.Nodes.Select(node => node.Html))})").ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Narrow);
    }
}
