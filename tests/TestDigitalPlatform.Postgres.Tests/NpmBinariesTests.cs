using System.Diagnostics;

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
