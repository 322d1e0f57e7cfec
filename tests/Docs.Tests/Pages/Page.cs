using System.Text.RegularExpressions;

namespace Docs.Tests.Pages;

/// <summary>A Markdown file that readers are promised to find true.</summary>
internal sealed partial record Page(string Path, string Text)
{
    private static readonly string[] Alone = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];

    /// <summary>Every page: those of <c>docs</c>, of the root, and the README of each package.</summary>
    internal static IReadOnlyList<Page> All { get; } =
    [
        .. Alone.Select(name => Repository.At(name))
            .Concat(Repository.Files("docs", ".md"))
            .Concat(Repository.Files("src", "README.md"))
            .Select(Read),
    ];

    internal static Page Of(string path) => Read(Repository.At(path.Split('/')));

    internal IReadOnlyList<Block> Blocks { get; } = [.. FindBlocks(Text)];

    /// <summary>The page without its blocks.</summary>
    internal string Prose => Fenced().Replace(Text, "");

    /// <summary>The page's parts, without its blocks.</summary>
    internal IReadOnlyList<Section> Sections =>
        [.. Prose.Split("\n## ").Skip(1).Select(part => new Section(part.Split('\n')[0], part))];

    internal IEnumerable<Block> In(string language) => Blocks.Where(block => block.Language == language);

    /// <summary>What stands in backticks within the text.</summary>
    internal IEnumerable<string> Spans => Span().Matches(Prose).Select(match => match.Groups["code"].Value);

    /// <summary>The rows of the tables whose first column has this title, cell by cell, without backticks.</summary>
    internal IEnumerable<string[]> Rows(string title) => Table().Matches(Prose)
        .Select(table => table.Value.TrimEnd().Split('\n').Select(Cells).ToArray())
        .Where(rows => rows[0][0] == title)
        .SelectMany(rows => rows.Skip(2));

    public override string ToString() => Path;

    private static string[] Cells(string row) =>
        [.. row.Trim()[1..^1].Split('|').Select(cell => cell.Replace("`", "").Trim())];

    private static Page Read(string file) =>
        new(Repository.Relative(file), File.ReadAllText(file).Replace("\r\n", "\n"));

    private static IEnumerable<Block> FindBlocks(string text) => Fenced().Matches(text).Select(match => new Block(
        match.Groups["language"].Value,
        match.Groups["text"].Value,
        text.AsSpan(0, match.Groups["text"].Index).Count('\n') + 1));

    [GeneratedRegex(@"(?ms)^```(?<language>\w*)[^\n]*\n(?<text>.*?)^```\s*?$")]
    private static partial Regex Fenced();

    [GeneratedRegex(@"(?m)(^\|.*\|$\n?)+")]
    private static partial Regex Table();

    [GeneratedRegex("`(?<code>[^`\n]+)`")]
    private static partial Regex Span();
}
