namespace TestDigitalPlatform.Client.Responses;

/// <summary>The way through a list, which has to come to an end.</summary>
/// <param name="operation">The list.</param>
/// <param name="start">The cursor that it begins after.</param>
internal sealed class PageWay(string operation, string? start)
{
    private string? mark = start;
    private int pages;

    /// <exception cref="ServiceFailedException">The list would never end.</exception>
    internal void GoOn(string next, int items)
    {
        if (items == 0)
            throw Endless("a page is empty but has a next page");
        if (next == mark)
            throw Endless("a page points back to an earlier page");

        // Brent's way to find a circle of any length with one cursor in memory: the mark moves on at 1, 2, 4, 8 pages.
        pages++;
        if (int.IsPow2(pages))
            mark = next;
    }

    private ServiceFailedException Endless(string reason) => new(operation, $"{reason}, so the list would never end.");
}
