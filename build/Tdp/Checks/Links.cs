using System.Text.RegularExpressions;

namespace Tdp.Checks;

/// <summary>Every relative link in a document leads to a file.</summary>
internal static partial class Links
{
    public static IEnumerable<Finding> Check(Repository repository) =>
        from file in SourceFiles.All(repository, ".md")
        from target in Targets(File.ReadAllText(file))
        let path = Path.Combine(Path.GetDirectoryName(file)!, Uri.UnescapeDataString(target))
        where !File.Exists(path) && !Directory.Exists(path)
        select new Finding(repository.Relative(file), $"the link to '{target}' is broken");

    internal static IEnumerable<string> Targets(string markdown) =>
        Link().Matches(Code().Replace(markdown, ""))
            .Select(link => link.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !Absolute().IsMatch(target));

    [GeneratedRegex(@"(?ms)^\s*```.*?^\s*```|`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(\s*<?([^)\s>]+)")]
    private static partial Regex Link();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|/)", RegexOptions.IgnoreCase)]
    private static partial Regex Absolute();
}
