using System.Text.Json;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Tool.Programs;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>A service's folder as git sees it.</summary>
internal sealed class WorkingTree(string folder)
{
    private const string OwnPackage = "testdigitalplatform.tool";

    // Where `dotnet tool` keeps its manifest.
    private static readonly string[] Manifests = [".config/dotnet-tools.json", "dotnet-tools.json"];

    /// <summary>Refuses to work on top of what git could not bring back.</summary>
    public async Task MustBeCommitted(CancellationToken cancellationToken)
    {
        var status = await Git(cancellationToken, "status", "--porcelain", "--untracked-files=all", "-z", "--", ".");
        if (status.ExitCode != 0)
            throw new ToolException(
                "The upgrade could not be undone, because this folder is not in git. Put the service into a git "
                + "repository and commit it (git init, git add --all, git commit), or add --dirty to upgrade anyway. "
                + $"git says: {status.Errors.Trim()}");

        var own = await ChangedByToolUpdate(cancellationToken);
        string[] changed = [.. Changed(status.Text).Where(change => !own.Contains(change[3..]))];
        if (changed.Length > 0)
            throw new ToolException(
                "There are uncommitted changes. Commit or stash them first, so that the upgrade can be reviewed and undone "
                + $"by itself, or add --dirty:\n{string.Join('\n', changed)}");

        var tracked = await Git(cancellationToken, "ls-files", "--", Origin.FileName);
        if (tracked.Text.Length == 0)
            throw new ToolException(
                $"The upgrade could not be undone, because git ignores {Origin.FileName} here. Commit the service first, "
                + "or add --dirty.");
    }

    /// <summary>Whether two tool manifests say the same of every tool but this one.</summary>
    internal static bool DifferInOwnVersionOnly(string before, string after)
    {
        try
        {
            return JsonNode.DeepEquals(WithoutOwnTool(before), WithoutOwnTool(after));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // `dotnet tool update` comes before an upgrade and writes this tool's new version into the manifest, which the
    // upgrade would do as well.
    private async Task<HashSet<string>> ChangedByToolUpdate(CancellationToken cancellationToken)
    {
        var prefix = (await Git(cancellationToken, "rev-parse", "--show-prefix")).Text.TrimEnd('\n');
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var manifest in Manifests.Where(manifest => File.Exists(Path.Combine(folder, manifest))))
        {
            var committed = await Git(cancellationToken, "show", $"HEAD:./{manifest}");
            var present = await File.ReadAllTextAsync(Path.Combine(folder, manifest), cancellationToken);
            if (committed.ExitCode == 0 && DifferInOwnVersionOnly(committed.Text, present))
                own.Add(prefix + manifest);
        }

        return own;
    }

    // Each is "XY path"; a renamed one is followed by its former path.
    private static IEnumerable<string> Changed(string porcelain)
    {
        var entries = porcelain.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < entries.Length; i++)
        {
            yield return entries[i];
            if (entries[i][..2].AsSpan().ContainsAny('R', 'C'))
                i++;
        }
    }

    private static JsonNode? WithoutOwnTool(string manifest)
    {
        var json = JsonNode.Parse(manifest.TrimStart('\ufeff'));
        if (json?["tools"] is JsonObject tools)
            tools.Remove(OwnPackage);
        return json;
    }

    private Task<Output> Git(CancellationToken cancellationToken, params string[] arguments) =>
        Run.Program("git", arguments, folder, cancellationToken);
}
