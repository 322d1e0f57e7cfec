using TestDigitalPlatform.Postgres.Files;
using TestDigitalPlatform.Postgres.Server;

namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>What another user of the machine may have put where we are about to write.</summary>
public sealed class PlantedFilesTests : IDisposable
{
    private const UnixFileMode OnlyWe = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Theirs = "Somebody's own words.";

    private readonly TemporaryFolder folder;
    private readonly string victim;

    public PlantedFilesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such links");
        folder = TemporaryFolder.ForData();
        victim = Path.Combine(folder.Path, "victim");
        File.WriteAllText(victim, Theirs);
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_file_of_ours_is_replaced_and_not_followed()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        File.CreateSymbolicLink(Path.Combine(data, "lock.owner"), victim);
        File.CreateSymbolicLink(Path.Combine(data, "admin.password.unfinished"), victim);

        await using var postgres = await Start(data);

        (await File.ReadAllTextAsync(victim, Cancel)).ShouldBe(Theirs);
        (await File.ReadAllTextAsync(Path.Combine(data, "lock.owner"), Cancel)).ShouldBe($"{Environment.ProcessId}");
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("admin.password")]
    public async Task A_link_in_the_place_of_a_file_that_is_read_is_refused(string name)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        File.CreateSymbolicLink(Path.Combine(data, name), victim);

        (await Refusal(data)).ShouldBe("TDP0209");

        (await File.ReadAllTextAsync(victim, Cancel)).ShouldBe(Theirs);
    }

    [Fact]
    public async Task A_link_to_nothing_makes_no_file()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var nothing = Path.Combine(folder.Path, "nothing");
        File.CreateSymbolicLink(Path.Combine(data, "lock"), nothing);

        (await Refusal(data)).ShouldBe("TDP0209");

        File.Exists(nothing).ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_servers_folder_is_refused_and_what_it_leads_to_left_alone()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var other = Directory.CreateDirectory(Path.Combine(folder.Path, "other")).FullName;
        var mode = ModeOf(other);
        Directory.CreateSymbolicLink(Path.Combine(data, "cluster"), other);

        (await Refusal(data)).ShouldBe("TDP0209");

        ModeOf(other).ShouldBe(mode);
        Directory.EnumerateFileSystemEntries(other).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_can_open_the_lock_and_so_nobody_can_hold_it()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var file = Path.Combine(data, "lock");
        // As an earlier version made it.
        await File.WriteAllTextAsync(file, "", Cancel);
        SetMode(file, OnlyWe | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await using var postgres = await Start(data);

        foreach (var ours in (string[])["lock", "lock.owner", "admin.password"])
            ModeOf(Path.Combine(data, ours)).ShouldBe(OnlyWe, ours);
    }

    [Fact]
    public async Task A_folder_of_an_abandoned_run_that_somebody_planted_is_not_looked_into()
    {
        var planted = Directory.CreateDirectory(Path.Combine(folder.Path, $"tdp-throwaway-{Guid.NewGuid():n}")).FullName;
        Plant(planted);

        await ThrowawayFolder.MakeIn(folder.Path, Cancel);

        (await File.ReadAllTextAsync(victim, Cancel)).ShouldBe(Theirs);
        Directory.Exists(planted).ShouldBeTrue();
    }

    [Fact]
    public async Task What_runs_of_ours_left_is_removed()
    {
        var first = await ThrowawayFolder.MakeIn(folder.Path, Cancel);
        Directory.CreateDirectory(first);
        Plant(first);

        var second = await ThrowawayFolder.MakeIn(folder.Path, Cancel);

        Path.GetDirectoryName(second).ShouldBe(Path.GetDirectoryName(first));
        Directory.Exists(first).ShouldBeFalse();
        (await File.ReadAllTextAsync(victim, Cancel)).ShouldBe(Theirs);
        (ModeOf(Path.GetDirectoryName(first)!) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)).ShouldBe((UnixFileMode)0);
    }

    [Fact]
    public async Task A_name_that_somebody_took_before_us_is_left_to_them()
    {
        var ours = Path.GetDirectoryName(await ThrowawayFolder.MakeIn(folder.Path, Cancel))!;
        Directory.Delete(ours);
        var other = Directory.CreateDirectory(Path.Combine(folder.Path, "other")).FullName;
        Directory.CreateSymbolicLink(ours, other);
        Path.GetDirectoryName(await ThrowawayFolder.MakeIn(folder.Path, Cancel)).ShouldBe(folder.Path);
        Directory.Delete(ours);

        await File.WriteAllTextAsync(ours, "", Cancel);
        Path.GetDirectoryName(await ThrowawayFolder.MakeIn(folder.Path, Cancel)).ShouldBe(folder.Path);
        File.Delete(ours);

        Directory.CreateDirectory(ours);
        SetMode(ours, (UnixFileMode)0b111_111_111);
        Path.GetDirectoryName(await ThrowawayFolder.MakeIn(folder.Path, Cancel)).ShouldBe(folder.Path);
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_not_ours()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        var ours = Path.GetDirectoryName(await ThrowawayFolder.MakeIn(folder.Path, Cancel))!;
        using (var theirs = UnixFile.OpenFolder(Directory.CreateDirectory(ours).FullName))
            UnixFile.Give(theirs, 65534, 65534);

        Path.GetDirectoryName(await ThrowawayFolder.MakeIn(folder.Path, Cancel)).ShouldBe(folder.Path);
    }

    [Fact]
    public async Task Root_uses_no_folder_that_everybody_may_write_into()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "other users close the folder");
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        SetMode(data, (UnixFileMode)0b111_111_111);

        (await Refusal(data)).ShouldBe("TDP0209");
    }

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // What a run leaves, and what makes the one who tidies up write to somebody's file.
    private void Plant(string path)
    {
        var file = Path.Combine(path, "lock");
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        File.CreateSymbolicLink(Path.Combine(path, "lock.owner"), victim);
    }

    private static Task<EmbeddedPostgres> Start(string data) =>
        EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = data, Durable = false }, Cancel);

    private static async Task<string> Refusal(string data) =>
        (await Should.ThrowAsync<PostgresSetupException>(() => Start(data))).Code;

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
