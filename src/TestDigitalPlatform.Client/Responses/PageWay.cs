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
            throw Endless("a page is empty, and says that there are more");
        if (next == mark)
            throw Endless("a page leads back to one that came before");

        // Brent's way to find a circle of any length with one cursor in memory: the mark moves on at 1, 2, 4, 8 pages.
        pages++;
        if (int.IsPow2(pages))
            mark = next;
    }

    private ServiceFailedException Endless(string reason) => new(operation, $"{reason}: it would never end.");
}
