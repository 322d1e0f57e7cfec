using TestDigitalPlatform.Development;
using TestDigitalPlatform.Tool.Tokens;

namespace Tdp.Tests;

public sealed class DevelopmentKeyTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tdp key {Guid.NewGuid():n}");

    private string KeyFile => DevelopmentKey.FileIn(folder);

    [Fact]
    public void Is_made_once_however_many_ask_at_the_same_time()
    {
        var thumbprints = new string[16];

        Parallel.For(0, thumbprints.Length, index =>
        {
            using var key = DevelopmentKey.ReadOrMake(KeyFile);
            thumbprints[index] = DevelopmentToken.Thumbprint(key);
        });

        thumbprints.Distinct().Count().ShouldBe(1);
        Directory.GetFiles(folder, "development-key*").ShouldHaveSingleItem();
    }

    [Fact]
    public void Is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps rights otherwise");
        using var key = DevelopmentKey.ReadOrMake(KeyFile);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(KeyFile).ShouldBe(
                UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Says_so_when_the_file_holds_no_key()
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(KeyFile, "nothing");

        Should.Throw<InvalidDataException>(() => DevelopmentKey.ReadOrMake(KeyFile)).Message.ShouldContain(
            "development-key.pem");
    }

    [Fact]
    public void Is_one_for_all_solutions_of_a_person()
    {
        var solutions = Enumerable.Range(0, 2).Select(n => Directory.CreateDirectory(Path.Combine(folder, $"{n}"))).ToArray();
        foreach (var solution in solutions)
            File.WriteAllText(Path.Combine(solution.FullName, "Some.slnx"), "<Solution />");

        DevelopmentKey.FileOf(solutions[0].FullName).ShouldBe(DevelopmentKey.FileOf(solutions[1].FullName));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
