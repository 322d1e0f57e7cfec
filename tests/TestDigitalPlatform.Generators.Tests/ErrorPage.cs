using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>A page of <c>docs/errors</c> with its bad and its good example.</summary>
internal sealed partial record ErrorPage(string Title, PageExample Bad, PageExample Good)
{
    internal static ErrorPage Read(string id)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), id + ".md"));
        var (cause, fix) = (Section(text, "Cause"), Section(text, "Fix"));
        var (bad, good) = (Example(cause, ""), Example(fix, Block(cause, "text")));
        bad.ShouldNotBe(PageExample.None, $"{id}.md has a bad example");
        good.ShouldNotBe(PageExample.None, $"{id}.md has a good example");
        return new ErrorPage(text[(id.Length + 4)..text.IndexOf('\n', StringComparison.Ordinal)], bad, good);
    }

    /// <summary>The rules that the compiler holds; TDP11xx are held by tests.</summary>
    internal static IEnumerable<string> Ids() =>
        Directory.EnumerateFiles(Folder(), "TDP10??.md").Concat(Directory.EnumerateFiles(Folder(), "TDP012?.md"))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal);

    internal static string Index() => File.ReadAllText(Path.Combine(Folder(), "README.md"));

    /// <summary>The rows of the list of rules.</summary>
    internal static IEnumerable<string> Rules() =>
        File.ReadAllLines(Path.Combine(Folder(), "..", "reference", "rules.md"))
            .Where(line => line.Contains("](../errors/TDP"));

    private static PageExample Example(string section, string published) => new(
        Block(section, "csharp"),
        Block(section, "json"),
        Block(section, "text") is { Length: > 0 } own ? own : published);

    private static string Block(string section, string language) => string.Join('\n', Fenced().Matches(section)
        .Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value));

    private static string Section(string text, string title)
    {
        var begin = text.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        var end = text.IndexOf("\n## ", begin + 4, StringComparison.Ordinal);
        return end < 0 ? text[begin..] : text[begin..end];
    }

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "docs", "errors")))
            folder = Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("The tests run inside the repository, where docs/errors is.");
        return Path.Combine(folder, "docs", "errors");
    }

    [GeneratedRegex("```(?<language>\\w+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();
}

/// <summary>What a page shows.</summary>
/// <param name="Code">C#.</param>
/// <param name="Settings">An <c>appsettings.json</c>.</param>
/// <param name="Published">A <c>published.txt</c>.</param>
internal sealed record PageExample(string Code, string Settings, string Published)
{
    public static PageExample None { get; } = new("", "", "");
}
