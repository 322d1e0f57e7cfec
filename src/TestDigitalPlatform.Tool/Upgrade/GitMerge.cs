using TestDigitalPlatform.Tool.Programs;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>Merges one file three ways, by git, with the markers that every editor knows.</summary>
internal sealed class GitMerge(string scratch, string from, string to, CancellationToken cancellationToken)
{
    // git-merge-file(1): the number of conflicts up to 127, and more than that for an error.
    private const int MostConflicts = 127;

    public async Task<(string Text, bool HasConflicts)> Merge(string before, string ours, string after)
    {
        var (baseFile, oursFile, theirsFile) = (In("base"), In("ours"), In("theirs"));
        await File.WriteAllTextAsync(baseFile, before, cancellationToken);
        await File.WriteAllTextAsync(oursFile, ours, cancellationToken);
        await File.WriteAllTextAsync(theirsFile, after, cancellationToken);
        var output = await Run.Program(
            "git",
            [
                "merge-file", "-p", "-L", "yours", "-L", $"template {from}", "-L", $"template {to}",
                oursFile, baseFile, theirsFile,
            ],
            scratch,
            cancellationToken);
        return output.ExitCode is >= 0 and <= MostConflicts
            ? (output.Text, output.ExitCode > 0)
            : throw new ToolException($"git could not merge; nothing was changed. git says:\n{output.All}");
    }

    private string In(string name) => Path.Combine(scratch, name);
}
