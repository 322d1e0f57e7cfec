using System.Diagnostics;

namespace TestDigitalPlatform.Postgres.Tests;

public sealed class KilledHostTests : IDisposable
{
    private readonly TemporaryFolder folder;

    public KilledHostTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are looked up in /proc");
        folder = TemporaryFolder.ForData();
    }

    [Fact]
    public async Task Leaves_no_server_behind_and_keeps_what_was_committed()
    {
        using (var host = await HostProcess.Start(folder.Path))
        {
            await Database.Execute(host.ConnectionString, "create table kept as select 42 as answer");
            await host.Kill();
        }

        await Processes.ShouldAllEnd(folder.Path);
        await using var next = await Start();
        (await Database.Ask(next.AdminConnectionString, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task The_next_start_waits_for_a_server_that_is_still_ending()
    {
        using (var host = await HostProcess.Start(folder.Path))
            await host.Kill();

        await using var next = await Start();

        (await Database.Ask(next.AdminConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task The_next_start_ends_a_server_whose_shell_was_killed_with_the_host()
    {
        using (var host = await HostProcess.Start(folder.Path))
        {
            await Database.Execute(host.ConnectionString, "create table kept as select 42 as answer");
            KillShells();
            await host.Kill();
        }

        Processes.Naming(folder.Path).ShouldNotBeEmpty();
        await using var next = await Start();
        (await Database.Ask(next.AdminConnectionString, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task The_next_start_recovers_when_the_server_was_killed_too()
    {
        using (var host = await HostProcess.Start(folder.Path))
        {
            await Database.Execute(host.ConnectionString, "create table kept as select 42 as answer");
            foreach (var id in Processes.Naming(folder.Path))
                Kill(id);
        }

        await using var next = await Start();

        (await Database.Ask(next.AdminConnectionString, "select answer from kept")).ShouldBe(42);
    }

    // Ctrl-C goes to every process of the terminal's foreground group; the host has to drain while its server still
    // answers.
    [Fact]
    public async Task Ctrl_C_at_a_terminal_does_not_reach_the_server()
    {
        using var host = await HostProcess.Start(folder.Path);

        var servers = Processes.Naming(folder.Path).Where(id => id != host.Id).ToArray();

        servers.ShouldNotBeEmpty();
        servers.Select(Processes.GroupOf).ShouldNotContain(Processes.GroupOf(host.Id));
    }

    [Fact]
    public async Task A_second_host_is_refused_and_told_who_the_first_is()
    {
        using var first = await HostProcess.Start(folder.Path);

        using var second = await HostProcess.Start(folder.Path);

        second.Answer.ShouldStartWith("refused TDP0200");
        second.Answer.ShouldContain($"process {first.Id}");
    }

    public void Dispose() => folder.Dispose();

    private Task<EmbeddedPostgres> Start() => EmbeddedPostgres.Start(
        new EmbeddedPostgresOptions { DataFolder = folder.Path }, TestContext.Current.CancellationToken);

    private void KillShells()
    {
        foreach (var id in Processes.Naming(folder.Path).Where(id => Process.GetProcessById(id).ProcessName == "sh"))
            Kill(id);
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // Ended by itself: those who are killed one by one notice each other's end.
        }
    }
}
