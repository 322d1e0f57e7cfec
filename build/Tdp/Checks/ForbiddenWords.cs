using System.Text.RegularExpressions;

namespace Tdp.Checks;

/// <summary>What no file may hold: secrets, paths of somebody's machine, unfinished work.</summary>
internal static class ForbiddenWords
{
    private static readonly (Regex Pattern, string Why)[] Rules =
    [
        (new Regex("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"), "a private key"),
        (new Regex(@"^(<{7}|>{7}) ", RegexOptions.Multiline), "an unfinished merge"),
        (new Regex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b"), "unfinished work: do it or open an issue"),
        (new Regex(@"[""'\s(=](/ro" + @"ot/|/Us" + @"ers/[A-Za-z])"), "a path of one machine"),
    ];

    public static IEnumerable<Finding> Check(Repository repository) =>
        from file in SourceFiles.All(repository)
        from finding in In(File.ReadAllText(file))
        select new Finding($"{repository.Relative(file)}:{finding.Line}", finding.Why);

    internal static IEnumerable<(int Line, string Why)> In(string text) =>
        from rule in Rules
        from match in rule.Pattern.Matches(text)
        select (text.AsSpan(0, match.Index).Count('\n') + 1, rule.Why);
}
