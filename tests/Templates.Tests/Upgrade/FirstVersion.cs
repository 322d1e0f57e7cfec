using System.Reflection;

namespace Templates.Tests.Upgrade;

/// <summary>A machine with the first version of the templates, as it was shipped, and today's tool.</summary>
public sealed class FirstVersion(NewMachineWithTemplates templates) : IAsyncLifetime
{
    private const string Package = "TestDigitalPlatform.Templates";
    private const string Version = "0.1.0";

    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "TestDigitalPlatform.Tool.dll");

    internal string Today => templates.Machine.Feed.Version;

    // A feed keeps every version that was ever shipped.
    private string Feed => Path.Combine(templates.Machine.Folder, "feed");

    private string Hive => Path.Combine(templates.Machine.Folder, "first-hive");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        var first = $"{Package}.{Version}.nupkg";
        File.Copy(Path.Combine(AppContext.BaseDirectory, "First", first), Path.Combine(Feed, first));
        var today = templates.Machine.Feed.Package(Package);
        File.Copy(today, Path.Combine(Feed, Path.GetFileName(today)));
        await templates.Dotnet("", "new", "install", Path.Combine(Feed, first), "--debug:custom-hive", Hive);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The version that the tool of this build takes itself for.</summary>
    internal static string NextRelease { get; } = AssemblyName.GetAssemblyName(Tool).Version!.ToString(3);

    /// <summary>A service as it was made then, committed.</summary>
    internal async Task<string> New(string name, params string[] options)
    {
        await templates.Dotnet(
            "", ["new", "tdp-service", "-n", "Acme.Orders", "-o", name, "--debug:custom-hive", Hive, .. options]);
        var service = Path.Combine(templates.Machine.Folder, name);
        await GitRepository.Commit(service);
        return service;
    }

    /// <summary>A feed with the first version and, as a release, the tool and the templates of today.</summary>
    internal async Task<string> FeedOfNextRelease()
    {
        var feed = Path.Combine(templates.Machine.Folder, "release");
        Directory.CreateDirectory(feed);
        foreach (var first in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "First"), "*.nupkg"))
            File.Copy(first, Path.Combine(feed, Path.GetFileName(first)));
        string[] ids = [Package, "TestDigitalPlatform.Tool"];
        await Packed.Pack([.. ids.Select(id => Path.Combine("src", id, $"{id}.csproj"))], NextRelease, feed);
        return feed;
    }

    /// <summary>Runs <c>dotnet</c> in a service, and expects it to go well.</summary>
    internal async Task Dotnet(string service, params string[] arguments)
    {
        var ended = await templates.Machine.Dotnet(service, arguments);
        ended.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{ended.Output}");
    }

    /// <summary>The same service as it is made now.</summary>
    internal Task<string> NewOfToday(string name) => templates.New(name, "-n", "Acme.Orders");

    internal Task<Ended> Upgrade(string service, params string[] options) => templates.Machine.Dotnet(
        service, [Tool, "upgrade", "--feed", Feed, .. options.Length > 0 ? options : ["--to", Today]]);
}
