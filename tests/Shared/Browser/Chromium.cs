using Microsoft.Playwright;

namespace TestDigitalPlatform.Tests.Shared;

/// <summary>The machine's own Chromium, kept from calling home.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    internal static Task<IBrowser> Start(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Find(),
        Args =
        [
            "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
            // What moves on a page is drawn by the processor here, again and again.
            "--force-prefers-reduced-motion",
        ],
    });

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = folders.SelectMany(f => Names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
        if (found is null && Environment.GetEnvironmentVariable("CI") is not "true")
            Assert.Skip("Chromium is not on the PATH: install it to run the browser tests.");
        return found ?? throw new InvalidOperationException("Chromium is not on the PATH.");
    }
}
