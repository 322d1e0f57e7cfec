using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>Reads a list to its end, page by page, and sends it as it reads.</summary>
internal static class Export
{
    /// <summary>The reply that begins with a page that is there already, so that what is wrong is a problem still.</summary>
    /// <param name="operation">The list.</param>
    /// <param name="first">Its first page.</param>
    /// <param name="next">Reads the page after a cursor.</param>
    /// <param name="format">How the items are written.</param>
    /// <param name="lifetime">The host's.</param>
    internal static StreamReply Of<TItem>(
        Operation operation, Page<TItem> first, Func<string, Task<Page<TItem>>> next, StreamFormat format,
        IHostApplicationLifetime lifetime)
        where TItem : notnull
    {
        var name = operation.Path.Split('/').Last(part => part.Length > 0 && part[0] != '{');
        return new StreamReply<TItem>(
            Items(first, next, operation.ExportMaxItems), format, lifetime,
            $"{name}.{(format == StreamFormat.Csv ? "csv" : "jsonl")}");
    }

    private static async IAsyncEnumerable<TItem> Items<TItem>(
        Page<TItem> first, Func<string, Task<Page<TItem>>> next, int most,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TItem : notnull
    {
        var (page, count) = (first, 0);
        while (true)
        {
            foreach (var item in page.Items)
            {
                if (++count > most)
                    throw new InvalidOperationException($"The list has more than the {most} items that an export may have.");
                yield return item;
            }

            if (page.Next is null)
                yield break;
            cancellationToken.ThrowIfCancellationRequested();
            page = await next(page.Next);
        }
    }
}
