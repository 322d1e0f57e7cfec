using System.Text;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>One way in which a promise is not kept.</summary>
/// <param name="What">An operation, or what else it is about.</param>
/// <param name="Wrong">What was seen, and what should have been.</param>
internal sealed record Finding(string What, string Wrong);

/// <summary>Shows findings to people.</summary>
internal static class FindingsTable
{
    private const int MaxFindings = 50;

    internal static string Of(string promise, IReadOnlyList<Finding> findings, TestLog log)
    {
        var text = new StringBuilder().Append($"The service breaks a rule of the platform: {promise}\n\n");
        var width = findings.Max(f => f.What.Length);
        foreach (var finding in findings.Take(MaxFindings))
        {
            var wrong = finding.Wrong.ReplaceLineEndings("\n" + new string(' ', width + 4));
            text.Append($"  {finding.What.PadRight(width)}  {wrong}\n");
        }

        if (findings.Count > MaxFindings)
            text.Append($"  … and {findings.Count - MaxFindings} more.\n");
        return text.ToString().TrimEnd() + log.Shown();
    }
}
