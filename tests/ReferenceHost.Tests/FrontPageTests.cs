using Microsoft.Playwright;
using TestDigitalPlatform.Tests.Shared;

namespace ReferenceHost.Tests;

public sealed class FrontPageTests(DemoHost demo)
{
    [Fact]
    public async Task Fits_a_small_telephone_without_being_moved_sideways()
    {
        var host = demo.Host;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Start(playwright);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 360, Height = 640 } });

        await page.GotoAsync(host.FrontPage.ToString());

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        foreach (var link in await page.GetByRole(AriaRole.Link).AllAsync())
            (await link.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(24);
    }
}
