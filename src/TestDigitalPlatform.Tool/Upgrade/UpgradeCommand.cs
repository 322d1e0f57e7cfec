using System.CommandLine;
using System.Reflection;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>
/// Brings a service to another version: makes it anew by the template that it came from and by the other one, and merges
/// the difference into what the team has.
/// </summary>
internal static class UpgradeCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to")
        {
            Description = "The version to upgrade to. Default: the version of this tool.",
            DefaultValueFactory = _ => OwnVersion,
        };
        var feed = new Option<string?>("--feed")
        {
            Description = "A NuGet source that has both versions of TestDigitalPlatform.Templates, if the configured "
                + "sources do not.",
        };
        var dirty = new Option<bool>("--dirty")
        {
            Description = "Upgrade even if git can't undo it: with uncommitted changes, or without a repository.",
        };
        var command = new Command(
            "upgrade", "Upgrades packages and template files to another version with a three-way merge.")
        {
            to, feed, dirty,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var origin = Origin.Find(Environment.CurrentDirectory);
            if (!Origin.IsVersion(parsed.GetRequiredValue(to)))
                throw new ToolException($"'{parsed.GetRequiredValue(to)}' is not a version: write it as 1.2.3 or 1.2.3-beta.1.");
            if (!parsed.GetValue(dirty))
                await new WorkingTree(origin.Folder).MustBeCommitted(cancellationToken);
            return await Upgrade(origin, parsed.GetRequiredValue(to), parsed.GetValue(feed), cancellationToken);
        });
        return command;
    }

    private static string OwnVersion => typeof(UpgradeCommand).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static async Task<int> Upgrade(
        Origin origin, string version, string? feed, CancellationToken cancellationToken)
    {
        if (origin.Version == version)
        {
            Console.WriteLine($"The service is already at {version}. Choose another version with --to.");
            return 0;
        }

        var changes = await Changes(origin, version, feed, cancellationToken);
        var service = new Service(origin.Folder);
        foreach (var change in changes)
            service.MustBeWritable(change);
        // What names the version comes last: as long as it is the old one, an upgrade that broke off can be done again.
        foreach (var change in changes.OrderBy(change => change.Path == Origin.FileName))
            service.Apply(change);
        Report.Write(origin.Version, version, changes);
        return changes.Any(change => change.Kind is ChangeKind.Conflict) ? 1 : 0;
    }

    // All is known before anything is written: what fails here leaves the service as it was.
    private static async Task<IReadOnlyList<Change>> Changes(
        Origin origin, string version, string? feed, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("tdp-upgrade-");
        try
        {
            var before = await Rendering.Of(origin, origin.Version, feed, In("before"), cancellationToken);
            var after = await Rendering.Of(origin, version, feed, In("after"), cancellationToken);
            var git = new GitMerge(scratch.FullName, origin.Version, version, cancellationToken);
            var (merge, service) = (new Merge(git.Merge), new Service(origin.Folder));
            var changes = new List<Change>();
            foreach (var path in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
            {
                var (was, will) = (before.GetValueOrDefault(path), after.GetValueOrDefault(path));
                // What the template left alone is the team's, whatever it is.
                var change = was == will ? null : await merge.Of(path, was, service.Read(path), will);
                if (change is not null)
                    changes.Add(change);
            }

            return changes;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        string In(string name) => Path.Combine(scratch.FullName, name);
    }
}
