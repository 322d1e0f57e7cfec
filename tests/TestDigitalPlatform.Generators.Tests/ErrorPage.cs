using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>A page of <c>docs/errors</c> with its bad and its good example.</summary>
internal sealed partial record ErrorPage(string Title, string Bad, string Good)
{
    internal static ErrorPage Read(string id)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), id + ".md"));
        var examples = Example().Matches(text);
        examples.Count.ShouldBe(2, $"{id}.md has one bad and one good example");
        var title = text[(id.Length + 4)..text.IndexOf('\n', StringComparison.Ordinal)];
        return new ErrorPage(title, examples[0].Groups[1].Value, examples[1].Groups[1].Value);
    }

    internal static IEnumerable<string> Ids() =>
        Directory.EnumerateFiles(Folder(), "TDP1???.md").Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal);

    internal static string Index() => File.ReadAllText(Path.Combine(Folder(), "README.md"));

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "docs", "errors")))
            folder = Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("The tests run inside the repository, where docs/errors is.");
        return Path.Combine(folder, "docs", "errors");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
