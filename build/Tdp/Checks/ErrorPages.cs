using System.Text.RegularExpressions;

namespace Tdp.Checks;

/// <summary>Every error has a page, and every page an error.</summary>
internal static partial class ErrorPages
{
    public static IEnumerable<Finding> Check(Repository repository)
    {
        var used = SourceFiles.All(repository, ".cs").Concat(SourceFiles.All(repository, ".targets"))
            .Where(file => repository.Relative(file).StartsWith("src", StringComparison.Ordinal))
            .SelectMany(file => Ids().Matches(File.ReadAllText(file)).Select(id => (Id: id.Value, File: file)))
            .DistinctBy(use => use.Id)
            .ToDictionary(use => use.Id, use => use.File);

        var folder = repository.At("docs", "errors");
        var pages = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "TDP*.md").Select(Path.GetFileNameWithoutExtension).ToHashSet()
            : [];

        var missing = used.Where(use => !pages.Contains(use.Key))
            .Select(use => new Finding(
                repository.Relative(use.Value), $"{use.Key} has no page docs/errors/{use.Key}.md"));
        var orphaned = pages.Where(page => !used.ContainsKey(page!))
            .Select(page => new Finding($"docs/errors/{page}.md", "no source under src names this error"));
        return missing.Concat(orphaned);
    }

    // Ends with something else than a digit or an n: "TDPnnnn" in prose is no id, nor is a longer word.
    [GeneratedRegex(@"\bTDP\d{4}\b")]
    private static partial Regex Ids();
}
