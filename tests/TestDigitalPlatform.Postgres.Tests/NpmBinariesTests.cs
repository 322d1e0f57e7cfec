using System.Diagnostics;
using System.Xml.Linq;
using TestDigitalPlatform.Postgres.Binaries;

namespace TestDigitalPlatform.Postgres.Tests;

public sealed class NpmBinariesTests : IDisposable
{
    private readonly TemporaryFolder folder = TemporaryFolder.ForPrograms();

    [Fact]
    public async Task Are_installed_where_the_machine_has_none_and_used_again()
    {
        var said = new List<string>();
        await using (var first = await Start(said))
            first.Version.Major.ShouldBe(18);

        await using (var second = await Start(said))
            (await Database.Ask(second.AdminConnectionString, "select lower('ÄÉŞ')")).ShouldBe("äéş");

        said.Count(step => step.StartsWith("Installing PostgreSQL 18 from npm", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Say_how_to_get_PostgreSQL_where_there_is_no_npm_either()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a PATH of its own");
        var start = new ProcessStartInfo(
            OnPath("dotnet"), [HostProcess.Program, Path.Combine(folder.Path, "data"), "npm-only"]);
        start.Environment["PATH"] = PathWith("id", "ls", "setpriv", "true", "test", "chown");

        using var host = await HostProcess.Start(start);

        host.Answer.ShouldStartWith("refused TDP0201");
        host.Answer.ShouldContain("apt-get install postgresql");
    }

    [Fact]
    public async Task Are_not_unpacked_when_npm_gives_another_archive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a PATH of its own");
        var path = PathWith("id", "ls", "setpriv", "true", "test", "chown", "sh", "echo");
        // An npm that packs something else: the folder is the argument behind --pack-destination.
        var npm = Path.Combine(path, "npm");
        await File.WriteAllTextAsync(
            npm, "#!/bin/sh\nwhile [ \"$1\" != --pack-destination ]; do shift; done\necho other > \"$2/other.tgz\"\n",
            TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(npm, (UnixFileMode)0b111_101_101);
        var data = Path.Combine(folder.Path, "data");
        var start = new ProcessStartInfo(OnPath("dotnet"), [HostProcess.Program, data, "npm-only"]);
        start.Environment["PATH"] = path;

        using var host = await HostProcess.Start(start);

        host.Answer.ShouldStartWith("refused TDP0217");
        Directory.EnumerateFileSystemEntries(Path.Combine(data, "cache")).ShouldBeEmpty();
    }

    [Fact]
    public void Are_held_to_the_hashes_of_the_packages()
    {
        var projects = Directory.EnumerateFiles(
                Path.Combine(RepositoryRoot, "src"), "TestDigitalPlatform.Postgres.*-*.csproj", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToArray();

        projects.Length.ShouldBe(4);
        foreach (var project in projects)
            NpmBinaries.Sha256[Value(project, "NpmPlatform")].ShouldBe(Value(project, "NpmSha256"));
        Value(File.ReadAllText(Path.Combine(RepositoryRoot, "src", "Postgres.Binaries", "Postgres.Binaries.targets")), "NpmVersion")
            .ShouldBe(NpmBinaries.Version);
    }

    private static string Value(string project, string name) =>
        XDocument.Parse(project).Descendants(name).First().Value;

    private static string RepositoryRoot
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "TestDigitalPlatform.sln")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }

    public void Dispose() => folder.Dispose();

    private Task<EmbeddedPostgres> Start(List<string> said) => EmbeddedPostgres.Start(
        new EmbeddedPostgresOptions
        {
            DataFolder = Path.Combine(folder.Path, "data"),
            CacheFolder = Path.Combine(folder.Path, "cache"),
            UseMachineBinaries = false,
            Progress = said.Add,
        },
        TestContext.Current.CancellationToken);

    private string PathWith(params string[] programs)
    {
        var folder = Directory.CreateDirectory(Path.Combine(this.folder.Path, "bin")).FullName;
        foreach (var program in programs)
            File.CreateSymbolicLink(Path.Combine(folder, program), OnPath(program));

        return folder;
    }

    private static string OnPath(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(folder => Path.Combine(folder, program))
        .First(File.Exists);
}
