using System.Text.Json;

namespace TestDigitalPlatform.Tests.Shared.Packages;

/// <summary>A folder of packages, to be named as a package source.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Version">Their version, which no other content has.</param>
internal sealed record Feed(string Folder, string Version)
{
    internal string Package(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");
}

/// <summary>What we ship, packed as it was built for these tests.</summary>
/// <remarks>
/// Packed once for a content, however many test programs ask and whenever: the first one packs, the others wait.
/// </remarks>
internal static class Packed
{
    private static readonly Lazy<Task<Feed>> Everything = new(() => Make(PackedContent.Everything));
    private static readonly Lazy<Task<Feed>> ForeignServerPrograms = new(() => Make(PackedContent.ForeignServerPrograms));

    // artifacts/bin/<project>/<configuration>/
    private static readonly string Configuration =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static string Root => Path.Combine(Repository.Root, "artifacts", "test-packages");

    /// <summary>All packages; of those with server programs only the one for this machine.</summary>
    internal static Task<Feed> Feed() => Everything.Value;

    /// <summary>The file of a package with server programs, for whatever machine.</summary>
    internal static async Task<string> ServerPrograms(string id) => (await Feed()).Package(id) is var own && File.Exists(own)
        ? own
        : (await ForeignServerPrograms.Value).Package(id);

    private static async Task<Feed> Make(PackedContent content)
    {
        Directory.CreateDirectory(Root);
        using var gate = await FileGate.Enter(Path.Combine(Root, ".lock"));
        var hash = content.Hash(Configuration);
        var feed = new Feed(Path.Combine(Root, hash), $"0.0.0-test.{hash}");
        if (Directory.Exists(feed.Folder))
        {
            Directory.SetLastWriteTimeUtc(feed.Folder, DateTime.UtcNow);
            return feed;
        }

        RemoveOld();
        await Pack(content, feed);
        return feed;
    }

    // A rename at the end: a folder of that name is complete.
    private static async Task Pack(PackedContent content, Feed feed)
    {
        var unfinished = $"{feed.Folder}.unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);

        await Pack(content.Projects, feed.Version, unfinished);
        Directory.Move(unfinished, feed.Folder);
    }

    /// <summary>Packs projects, as they were built, into a folder.</summary>
    internal static async Task Pack(IReadOnlyList<string> projects, string version, string folder)
    {
        var filter = Filter(projects);
        var packed = await Dotnet.Run(
            Repository.Root,
            "pack", filter, "-c", Configuration, "--no-build", "-v", "q", "-nologo", "-nodeReuse:false",
            $"-p:Version={version}", $"-p:PackageOutputPath={folder}", "-p:EnablePackageValidation=false");
        File.Delete(filter);
        packed.ExitCode.ShouldBe(0, packed.Output);
    }

    // One run of MSBuild for all that is shipped: the whole solution would look at each test too.
    private static string Filter(IReadOnlyList<string> projects)
    {
        Directory.CreateDirectory(Root);
        var filter = Path.Combine(Root, $"{Guid.NewGuid():N}.slnf");
        var path = Path.Combine("..", "..", "TestDigitalPlatform.slnx");
        File.WriteAllText(filter, JsonSerializer.Serialize(new { solution = new { path, projects } }));
        return filter;
    }

    // Somebody may be at work with an earlier content for a while longer.
    private static void RemoveOld()
    {
        foreach (var folder in new DirectoryInfo(Root).EnumerateDirectories())
        {
            if (folder.LastWriteTimeUtc < DateTime.UtcNow - TimeSpan.FromHours(2))
                folder.Delete(recursive: true);
        }
    }
}
