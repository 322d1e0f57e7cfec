namespace Docs.Tests.Pages;

/// <summary>Pages for theories: each test names the page it is about.</summary>
internal static class PageData
{
    internal static TheoryData<string> With(string language, Func<Page, bool>? also = null) =>
    [
        .. Page.All.Where(page => page.In(language).Any() && also?.Invoke(page) is not false).Select(page => page.Path),
    ];
}
