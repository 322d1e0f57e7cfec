namespace TestDigitalPlatform.Postgres.Tests;

public sealed class AccountTests : IDisposable
{
    // On Linux. It has to be somebody that the system knows: initdb asks for the name.
    private const string Nobody = "65534";

    private static readonly string[] AsNobody =
        ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"];

    private readonly TemporaryFolder folder;

    public AccountTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs setpriv");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become somebody else");
        this.folder = TemporaryFolder.ForData();
    }

    [Fact]
    public async Task An_ordinary_user_starts_the_server_as_itself()
    {
        var mine = await FolderOf(Nobody);

        using var host = await HostProcess.Start(mine, AsNobody);

        (await Database.Ask(host.ConnectionString, "select 1")).ShouldBe(1);
        await host.End();
        await Processes.ShouldAllEnd(mine);
    }

    [Fact]
    public async Task Root_goes_on_with_the_data_of_an_ordinary_user()
    {
        var folder = await FolderOf(Nobody);
        using (var host = await HostProcess.Start(folder, AsNobody))
        {
            await Database.Execute(host.ConnectionString, "create table kept as select 42 as answer");
            await host.End();
        }

        await using var postgres = await Start(folder);

        (await Database.Ask(postgres.AdminConnectionString, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task An_ordinary_user_is_refused_a_folder_of_root()
    {
        await using (await Start(folder.Path))
        {
        }

        using var host = await HostProcess.Start(folder.Path, AsNobody);

        host.Answer.ShouldStartWith("refused TDP0209");
    }

    [Fact]
    public async Task Root_moves_the_data_out_of_a_folder_that_the_server_cannot_reach()
    {
        var home = Directory.CreateDirectory(Path.Combine(folder.Path, "home")).FullName;
        Close(home);
        var said = new List<string>();
        var options = new EmbeddedPostgresOptions { DataFolder = Path.Combine(home, "data"), Progress = said.Add };

        string elsewhere;
        await using (var postgres = await EmbeddedPostgres.Start(options, TestContext.Current.CancellationToken))
            elsewhere = (string)(await Database.Ask(postgres.AdminConnectionString, "show data_directory"))!;

        elsewhere.ShouldStartWith("/var/lib/tdp/data-");
        said.ShouldContain(step => step.Contains("/var/lib/tdp/data-", StringComparison.Ordinal));
        Directory.Delete(elsewhere[..elsewhere.IndexOf("/cluster", StringComparison.Ordinal)], recursive: true);
    }

    [Theory]
    [InlineData(Nobody, "755", "it belongs to user 65534")]
    [InlineData("0", "777", "every user can write to it")]
    public async Task Programs_that_somebody_else_may_have_put_there_are_not_run(string owner, string mode, string why)
    {
        var cache = Directory.CreateDirectory(Path.Combine(folder.Path, "cache")).FullName;
        await Run("chmod", mode, cache);
        await Run("chown", owner, cache);

        var refused = await Should.ThrowAsync<PostgresSetupException>(EmbeddedPostgres.Start(
            new EmbeddedPostgresOptions
            {
                DataFolder = Path.Combine(folder.Path, "data"), CacheFolder = cache, UseMachineBinaries = false,
            },
            TestContext.Current.CancellationToken));

        refused.Message.ShouldContain(why);
        Directory.EnumerateFileSystemEntries(cache).ShouldBeEmpty();
    }

    public void Dispose() => folder.Dispose();

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static Task<EmbeddedPostgres> Start(string folder) => EmbeddedPostgres.Start(
        new EmbeddedPostgresOptions { DataFolder = folder }, TestContext.Current.CancellationToken);

    private async Task<string> FolderOf(string user)
    {
        var folder = Directory.CreateDirectory(Path.Combine(this.folder.Path, "mine")).FullName;
        using var chown = System.Diagnostics.Process.Start("chown", [$"{user}:{user}", folder]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        return folder;
    }

    private static void Close(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
