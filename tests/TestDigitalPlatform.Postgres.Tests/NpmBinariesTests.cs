using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using TestDigitalPlatform.Postgres.Binaries.Npm;

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

    // The test before fetches in the same way; this one shows that nothing of the machine helps.
    [Fact, Trait("Form", "Long")]
    public async Task Are_installed_and_started_without_Node()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a PATH of its own");

        var start = Host();
        start.Environment["PATH"] = PathWithout("node", "nodejs", "npm", "npx", "postgres", "initdb", "pg_ctl");
        start.Environment["npm_config_registry"] = NpmSettings.Read().Registry("@embedded-postgres").AbsoluteUri;

        using var host = await HostProcess.Start(start);

        host.Answer.ShouldStartWith("ready");
        await host.End();
    }

    [Fact]
    public async Task Say_how_to_get_PostgreSQL_where_the_registry_can_not_be_reached()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a PATH of its own");
        var start = Host();
        // Nobody listens there: the port is one that no server may be given.
        start.Environment["npm_config_registry"] = "http://127.0.0.1:1/";

        using var host = await HostProcess.Start(start);

        host.Answer.ShouldStartWith("refused TDP0201");
        host.Answer.ShouldContain("apt-get install postgresql");
        host.Answer.ShouldContain("http://127.0.0.1:1/ gave no @embedded-postgres/");
    }

    [Fact]
    public async Task Are_not_unpacked_when_the_registry_gives_another_archive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a PATH of its own");
        await using var registry = StubRegistry.Start(archive: "other"u8.ToArray());
        var start = Host();
        start.Environment["npm_config_registry"] = registry.Address;

        using var host = await HostProcess.Start(start);

        host.Answer.ShouldStartWith("refused TDP0217");
        Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "data", "cache")).ShouldBeEmpty();
    }

    [Fact]
    public void Are_held_to_the_hashes_of_the_packages()
    {
        var projects = Directory.EnumerateFiles(
                Path.Combine(RepositoryRoot, "src"), "TestDigitalPlatform.Postgres.*-*.csproj", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToArray();

        projects.Length.ShouldBe(4);
        foreach (var project in projects)
            NpmBinaries.Sha512[Value(project, "NpmPlatform")].ShouldBe(Value(project, "NpmSha512"));
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
            while (!File.Exists(Path.Combine(folder.FullName, "TestDigitalPlatform.slnx")))
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

    private ProcessStartInfo Host()
    {
        var start = new ProcessStartInfo(
            Dotnet, [HostProcess.Program, Path.Combine(folder.Path, "data"), "npm-only"]);
        start.Environment["PATH"] = PathWith("id", "ls", "setpriv", "true", "test", "chown");
        return start;
    }

    private string PathWithout(params string[] programs)
    {
        var folder = Directory.CreateDirectory(Path.Combine(this.folder.Path, "most")).FullName;
        foreach (var program in Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            var name = Path.GetFileName(program);
            if (!programs.Contains(name) && !File.Exists(Path.Combine(folder, name)))
                File.CreateSymbolicLink(Path.Combine(folder, name), program);
        }

        return folder;
    }

    private string PathWith(params string[] programs)
    {
        var folder = Directory.CreateDirectory(Path.Combine(this.folder.Path, "bin")).FullName;
        foreach (var program in programs)
            File.CreateSymbolicLink(Path.Combine(folder, program), OnPath(program));

        return folder;
    }

    // The program itself: what PATH has may be a script, which needs more than there is on the PATH of these tests.
    private static string Dotnet => Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");

    private static string OnPath(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(folder => Path.Combine(folder, program))
        .First(File.Exists);
}
