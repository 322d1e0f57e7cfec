using System.Text.RegularExpressions;
using Docs.Tests.Pages;

namespace Docs.Tests.Tutorial;

/// <summary>What a page has its reader do: type a block, or write a file; and what the page shows afterwards.</summary>
/// <param name="Block">What is typed, or written.</param>
/// <param name="File">Where it is written, relative to the folder; <see langword="null"/> when it is typed.</param>
/// <param name="Shown">The output that the page shows, if it does.</param>
internal sealed partial record Step(Block Block, string? File, Block? Shown)
{
    private static readonly string[] Outputs = ["json", "text"];

    internal static IReadOnlyList<Step> Of(Page page)
    {
        var blocks = page.Blocks;
        return
        [
            .. from place in Enumerable.Range(0, blocks.Count)
               let block = blocks[place]
               let file = FileComment().Match(block.Text)
               where block.Language == "bash" || file.Success
               let next = blocks.ElementAtOrDefault(place + 1)
               select new Step(
                   block,
                   block.Language == "bash" ? null : file.Groups["file"].Value,
                   next is not null && Outputs.Contains(next.Language) ? next : null),
        ];
    }

    // A file begins with a comment that names it.
    [GeneratedRegex(@"\A(//|--) (?<file>\S+/\S+\.\w+)\n")]
    private static partial Regex FileComment();
}
