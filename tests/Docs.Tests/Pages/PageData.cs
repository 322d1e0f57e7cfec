namespace Docs.Tests.Pages;

/// <summary>Pages for theories: each test names the page it is about.</summary>
internal static class PageData
{
    /// <summary>Pages whose code stands for itself.</summary>
    /// <remarks>
    /// Not those of errors, which is broken on purpose and compiled by the tests of the generators, nor the tutorial's,
    /// which is compiled where its reader puts it.
    /// </remarks>
    internal static TheoryData<string> WithCode(Func<Page, bool>? also = null) => With("csharp", page =>
        !page.Path.StartsWith("docs/errors/", StringComparison.Ordinal)
        && page.Path != "docs/tutorial.md"
        && also?.Invoke(page) is not false);

    internal static TheoryData<string> With(string language, Func<Page, bool>? also = null) =>
    [
        .. Page.All.Where(page => page.In(language).Any() && also?.Invoke(page) is not false).Select(page => page.Path),
    ];
}
