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
    private static readonly Lazy<Task<Feed>> AllServerPrograms = new(() => Make(PackedContent.ServerPrograms));

    // artifacts/bin/<project>/<configuration>/
    private static readonly string Configuration =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static string Root => Path.Combine(Repository.Root, "artifacts", "test-packages");

    /// <summary>All packages; of those with server programs only the one for this machine.</summary>
    internal static Task<Feed> Feed() => Everything.Value;

    /// <summary>The packages with server programs, for each machine.</summary>
    internal static Task<Feed> ServerPrograms() => AllServerPrograms.Value;

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

        var packed = await Dotnet.Run(
            Repository.Root,
            "pack", Filter(content), "-c", Configuration, "--no-build", "-v", "q", "-nologo", "-nodeReuse:false",
            $"-p:Version={feed.Version}", $"-p:PackageOutputPath={unfinished}", "-p:EnablePackageValidation=false");
        packed.ExitCode.ShouldBe(0, packed.Output);
        Directory.Move(unfinished, feed.Folder);
    }

    // One run of MSBuild for all that is shipped: the whole solution would look at each test too.
    private static string Filter(PackedContent content)
    {
        var filter = Path.Combine(Root, "packages.slnf");
        var path = Path.Combine("..", "..", "TestDigitalPlatform.slnx");
        File.WriteAllText(
            filter, JsonSerializer.Serialize(new { solution = new { path, projects = content.Projects } }));
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
