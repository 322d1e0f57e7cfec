using Tdp.Packing;

namespace Tdp.Tests;

public sealed class BaselinesTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("tdp-baselines-");

    [Theory]
    [InlineData("0.1.0", "0.1.1", false)]
    [InlineData("0.1.0-ci.7", "0.1.0", false)]
    [InlineData("0.1.0", "0.2.0", true)]
    [InlineData("1.4.2", "1.5.0", false)]
    [InlineData("1.4.2", "2.0.0", true)]
    public void A_version_says_whether_more_may_break(string last, string next, bool mayBreak) =>
        Baselines.MayBreak(last, next).ShouldBe(mayBreak);

    [Fact]
    public void The_newest_package_of_each_id_is_kept_aside()
    {
        Repository("0.1.0", "Some", "Some.Client");
        Package("Some.0.1.0-ci.1.nupkg", "old", minutesAgo: 2);
        Package("Some.0.1.0.nupkg", "new", minutesAgo: 1);
        Package("Some.Client.0.1.0.nupkg", "client", minutesAgo: 0);
        var baselines = new Baselines(new Repository(root.FullName));

        baselines.Collect();

        File.ReadAllText(Path.Combine(baselines.Folder, "Some.nupkg")).ShouldBe("new");
        File.ReadAllText(Path.Combine(baselines.Folder, "Some.Client.nupkg")).ShouldBe("client");
    }

    [Fact]
    public void Nothing_is_held_against_a_version_that_may_break()
    {
        Repository("0.2.0", "Some");
        Package("Some.0.1.0.nupkg", "old", minutesAgo: 1);
        var baselines = new Baselines(new Repository(root.FullName));

        baselines.Collect();

        Directory.EnumerateFiles(baselines.Folder).ShouldBeEmpty();
    }

    public void Dispose() => root.Delete(recursive: true);

    private void Repository(string version, params string[] projects)
    {
        File.WriteAllText(
            Path.Combine(root.FullName, "Directory.Build.props"),
            $"<Project><PropertyGroup><VersionPrefix>{version}</VersionPrefix></PropertyGroup></Project>");
        Directory.CreateDirectory(Path.Combine(root.FullName, "artifacts", "packages"));
        foreach (var project in projects)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root.FullName, "src", project));
            File.WriteAllText(Path.Combine(folder.FullName, $"{project}.csproj"), "<Project />");
        }
    }

    private void Package(string name, string content, int minutesAgo)
    {
        var path = Path.Combine(root.FullName, "artifacts", "packages", name);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-minutesAgo));
    }
}
