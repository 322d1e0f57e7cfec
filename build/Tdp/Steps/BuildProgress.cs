using System.Text.RegularExpressions;

namespace Tdp.Steps;

/// <summary>How far a build is, by the lines that MSBuild prints.</summary>
/// <param name="projects">How many projects it builds.</param>
internal sealed partial class BuildProgress(int projects)
{
    private int restored;
    private int built;
    private string last = "";

    internal int Projects => projects;

    /// <summary>For a person: what is being done, and how much of it is done.</summary>
    internal string Text => (restored, built) switch
    {
        (_, > 0) => $"{Math.Min(built, projects)} of {projects} projects, last {last}",
        ( > 0, _) => $"{restored} of {projects} projects restored",
        _ => "restoring packages",
    };

    /// <summary>A build of one project, with all that it refers to.</summary>
    internal static BuildProgress OfProject(string project) => new(Closure(project).Count);

    /// <summary>Takes a line of a build with minimal verbosity; errors and warnings count for nothing.</summary>
    internal void Read(string line)
    {
        if (RestoredLine().IsMatch(line))
        {
            restored++;
        }
        else if (BuiltLine().Match(line) is { Success: true } done)
        {
            built++;
            last = done.Groups["project"].Value;
        }
    }

    /// <summary>Whether a line says how far the build is, which nobody needs once it failed.</summary>
    internal static bool IsProgress(string line) => line.StartsWith("  ", StringComparison.Ordinal)
        && (RestoredLine().IsMatch(line) || BuiltLine().IsMatch(line) || line.EndsWith("...", StringComparison.Ordinal)
            || line.Contains("up-to-date", StringComparison.Ordinal));

    private static HashSet<string> Closure(string project)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([Path.GetFullPath(project)]);
        while (open.TryPop(out var next))
        {
            if (!File.Exists(next) || !all.Add(next))
                continue;
            foreach (Match reference in Reference().Matches(File.ReadAllText(next)))
            {
                foreach (var path in reference.Groups["paths"].Value.Split(';'))
                    open.Push(Path.GetFullPath(path.Replace('\\', '/'), Path.GetDirectoryName(next)!));
            }
        }

        return all;
    }

    [GeneratedRegex("<ProjectReference\\s+Include=\"(?<paths>[^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^ +Restored .+ \(in .+\)\.$")]
    private static partial Regex RestoredLine();

    [GeneratedRegex(@"^ +(?<project>[^ ]+) -> .+$")]
    private static partial Regex BuiltLine();
}
