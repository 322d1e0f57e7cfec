using System.Diagnostics;
using System.Xml.Linq;
using Tdp.Steps;

namespace TestDigitalPlatform.Tests.Shared.Packages;

/// <summary>
/// A machine as a newcomer has it: the SDK, an empty folder, an empty package cache, no templates; our packages come
/// from the feed of this build and from nowhere else.
/// </summary>
/// <remarks>
/// Public packages that this account has in its cache already are taken from there, where they lie; so nothing is
/// downloaded twice, and no network is needed.
/// </remarks>
internal sealed class NewMachine : IDisposable
{
    private const string OurIds = "TestDigitalPlatform.*";

    private readonly CompilerServer compiler = new();

    private readonly bool isMeasured;

    private NewMachine(string root, Feed feed, bool isMeasured) => (Root, Feed, this.isMeasured) = (root, feed, isMeasured);

    internal Feed Feed { get; }

    /// <summary>The empty folder to work in.</summary>
    internal string Folder => Path.Combine(Root, "work");

    private string Root { get; }

    /// <param name="knowsFeed">Whether it takes our packages from the feed without being told.</param>
    /// <param name="isMeasured">Whether it has all processors that there are, as a newcomer's has.</param>
    internal static async Task<NewMachine> Make(bool knowsFeed = true, bool isMeasured = false)
    {
        var root = Directory.CreateTempSubdirectory("tdp-machine-");
        // A server of root's runs as somebody else, who must come through here.
        if (!OperatingSystem.IsWindows())
            root.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

        var machine = new NewMachine(root.FullName, await Packed.Feed(), isMeasured);
        Directory.CreateDirectory(machine.Folder);
        await machine.WriteSettings(knowsFeed);
        return machine;
    }

    /// <summary>Runs <c>dotnet</c> in the folder, or in one below it.</summary>
    internal Task<Ended> Dotnet(string below, params string[] arguments) =>
        Packages.Dotnet.Run(StartInfo(below, arguments));

    /// <summary>As <see cref="Dotnet"/>, for what the test reads or ends itself.</summary>
    internal ProcessStartInfo StartInfo(string below, params string[] arguments)
    {
        var start = Packages.Dotnet.StartInfo(Path.Combine(Folder, below), arguments);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Root, "packages");
        // Settings of NuGet, templates and tools are kept below it.
        start.Environment["DOTNET_CLI_HOME"] = Path.Combine(Root, "home");
        if (isMeasured)
            start.Environment.Remove(Packages.Dotnet.Processors);
        foreach (var (name, value) in compiler.Properties)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>Writes a file below the folder.</summary>
    internal Task Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text);
    }

    public void Dispose()
    {
        compiler.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private async Task WriteSettings(bool knowsFeed)
    {
        var sources = await MachineSources.Read();
        var ours = knowsFeed ? new[] { "tdp" } : [];
        var settings = new XElement("configuration",
            new XElement("packageSources", new XElement("clear"),
                ours.Select(name => Add(name, Feed.Folder)),
                sources.Select(source => Add(source.Name, source.Address))),
            new XElement("packageSourceMapping", new XElement("clear"),
                ours.Select(name => Mapping(name, OurIds)), sources.Select(source => Mapping(source.Name, "*"))),
            new XElement("fallbackPackageFolders", new XElement("clear"),
                Add("account", await MachineSources.PackagesFolder())));
        var folder = Directory.CreateDirectory(Path.Combine(Root, "home", ".nuget", "NuGet"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "NuGet.Config"), settings.ToString());
    }

    private static XElement Add(string key, string value) =>
        new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static XElement Mapping(string source, string pattern) =>
        new(
            "packageSource",
            new XAttribute("key", source), new XElement("package", new XAttribute("pattern", pattern)));
}
