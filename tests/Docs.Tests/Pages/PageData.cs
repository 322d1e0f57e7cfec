namespace Docs.Tests.Pages;

/// <summary>Pages for theories: each test names the page it is about.</summary>
internal static class PageData
{
    internal static TheoryData<string> With(string language) =>
        [.. Page.All.Where(page => page.In(language).Any()).Select(page => page.Path)];
}
