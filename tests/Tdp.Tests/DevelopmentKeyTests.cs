using Tdp.Tokens;

namespace Tdp.Tests;

public sealed class DevelopmentKeyTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tdp key {Guid.NewGuid():n}");

    [Fact]
    public void Is_made_once_however_many_ask_at_the_same_time()
    {
        var thumbprints = new string[16];

        Parallel.For(0, thumbprints.Length, index =>
        {
            using var key = DevelopmentKey.ReadOrMake(folder);
            thumbprints[index] = DevelopmentToken.Thumbprint(key);
        });

        thumbprints.Distinct().Count().ShouldBe(1);
        Directory.GetFiles(folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void Is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps rights otherwise");
        using var key = DevelopmentKey.ReadOrMake(folder);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder, DevelopmentKey.FileName)).ShouldBe(
                UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Says_so_when_the_file_holds_no_key()
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, DevelopmentKey.FileName), "nothing");

        Should.Throw<StepFailedException>(() => DevelopmentKey.ReadOrMake(folder)).Message.ShouldContain(
            DevelopmentKey.FileName);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
