using System.Text;
using TestDigitalPlatform.Tool;
using TestDigitalPlatform.Tool.Upgrade;

namespace Templates.Tests.Upgrade;

/// <summary>Files as teams really have them.</summary>
public sealed class ServiceFilesTests : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("tdp-files-");

    private string Folder => place.CreateSubdirectory("service").FullName;

    public void Dispose() => place.Delete(recursive: true);

    [Theory]
    [InlineData("a\nb\n", "a\nb\n", "a\nc\n")]
    [InlineData("a\r\nb\r\n", "a\nb\n", "a\r\nc\r\n")]
    [InlineData("\ufeffa\nb\n", "a\nb\n", "\ufeffa\nc\n")]
    [InlineData("\ufeffa\r\nb", "a\nb", "\ufeffa\r\nc")]
    [InlineData("a\r\nb\n", "a\r\nb\n", "a\r\nc\n")]
    [InlineData("", "", "")]
    public void Keep_their_line_ends_and_their_mark(string file, string text, string changed)
    {
        Write("README.md", Encoding.UTF8.GetBytes(file));
        var service = new Service(Folder);

        service.Read("README.md").ShouldBe(text);
        service.Apply(new Change("README.md", ChangeKind.Merged, text.Replace('b', 'c')));

        File.ReadAllBytes(At("README.md")).ShouldBe(Encoding.UTF8.GetBytes(changed));
    }

    [Fact]
    public void Keep_the_right_to_be_run()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There is no such right on Windows.");
            return;
        }

        Write("run.sh", [65]);
        File.SetUnixFileMode(At("run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        new Service(Folder).Apply(new Change("run.sh", ChangeKind.Updated, "B"));

        File.GetUnixFileMode(At("run.sh")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        Directory.GetFiles(Folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void Are_not_taken_for_text_when_they_are_none()
    {
        Write("README.md", [0xe4, 0xf6]);

        Should.Throw<ToolException>(() => new Service(Folder).Read("README.md")).Message.ShouldContain("not UTF-8");
    }

    [Theory]
    [InlineData("linked.md", "linked.md")]
    [InlineData("missing.md", "missing.md")]
    [InlineData(".github", ".github/workflows/ci.yml")]
    public void Are_never_written_through_a_link(string link, string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are for administrators on Windows.");
        var outside = place.CreateSubdirectory("outside");
        outside.CreateSubdirectory("workflows");
        File.WriteAllText(Path.Combine(outside.FullName, "linked.md"), "theirs");
        File.CreateSymbolicLink(At(link), link == ".github" ? outside.FullName : Path.Combine(outside.FullName, link));
        var service = new Service(Folder);

        Should.Throw<ToolException>(() => service.Read(file)).Message.ShouldContain($"{link} is a link");
        Should.Throw<ToolException>(() => service.Apply(new Change(file, ChangeKind.Added, "ours")));

        File.ReadAllText(Path.Combine(outside.FullName, "linked.md")).ShouldBe("theirs");
        outside.GetFiles("*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public void Are_told_apart_from_folders()
    {
        Directory.CreateDirectory(At("deploy"));

        Should.Throw<ToolException>(() => new Service(Folder).Read("deploy")).Message.ShouldContain("is a folder");
    }

    [Fact]
    public void Are_told_by_name_when_they_cannot_be_written()
    {
        Write("deploy", [65]);

        Should.Throw<ToolException>(() => new Service(Folder).Apply(new Change("deploy/more.yaml", ChangeKind.Added, "b")))
            .Message.ShouldContain("deploy/more.yaml can't be written");
    }

    private string At(string path) => Path.Combine(Folder, path);

    private void Write(string path, byte[] bytes) => File.WriteAllBytes(At(path), bytes);
}
