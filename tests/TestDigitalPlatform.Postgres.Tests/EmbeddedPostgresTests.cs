using System.Net;
using System.Net.Sockets;

namespace TestDigitalPlatform.Postgres.Tests;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TemporaryFolder folder = TemporaryFolder.ForData();
    private readonly TemporaryFolder programs = TemporaryFolder.ForPrograms();

    [Fact]
    public async Task Keeps_the_data_between_runs()
    {
        await using (var first = await Start())
            await Database.Execute(first.AdminConnectionString, "create table kept as select 42 as answer");

        await using var second = await Start();

        (await Database.Ask(second.AdminConnectionString, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task Refuses_a_second_start_on_the_same_folder_and_names_the_owner()
    {
        await using var first = await Start();

        var refused = await Should.ThrowAsync<PostgresSetupException>(Start);

        refused.Code.ShouldBe("TDP0200");
        refused.Message.ShouldContain($"process {Environment.ProcessId}");
    }

    [Fact]
    public async Task Lets_go_of_the_folder_and_leaves_no_process_when_stopped()
    {
        var first = await Start();
        await first.Stop();

        first.Exited.IsCompleted.ShouldBeTrue();
        Processes.Naming(folder.Path).ShouldBeEmpty();
        await using var second = await Start();
    }

    [Fact]
    public async Task Writes_through_to_the_disk_unless_told_otherwise()
    {
        await using var durable = await Start();

        (await Database.Ask(durable.AdminConnectionString, "show fsync")).ShouldBe("on");
        (await Database.Ask(durable.AdminConnectionString, "show full_page_writes")).ShouldBe("on");
        (await Database.Ask(durable.AdminConnectionString, "show synchronous_commit")).ShouldBe("on");
    }

    [Fact]
    public async Task Knows_the_letters_of_other_languages()
    {
        await using var postgres = await Start();

        (await Database.Ask(postgres.AdminConnectionString, "select lower('ÄÉŞ')")).ShouldBe("äéş");
    }

    [Fact]
    public async Task Asks_for_a_password_on_loopback()
    {
        await using var postgres = await Start();
        var wrong = postgres.AdminConnectionString.Replace("Password=", "Password=x", StringComparison.Ordinal);

        (await Database.Refusal(wrong, "select 1")).ShouldBe("28P01");
    }

    [Fact]
    public async Task A_throwaway_server_leaves_nothing()
    {
        string data;
        await using (var throwaway = await EmbeddedPostgres.StartThrowaway(null, TestContext.Current.CancellationToken))
            data = (string)(await Database.Ask(throwaway.AdminConnectionString, "show data_directory"))!;

        Directory.Exists(data[..data.IndexOf("/cluster", StringComparison.Ordinal)]).ShouldBeFalse();
    }

    [Fact]
    public async Task Says_that_the_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var options = Options();
        options.Port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refused = await Should.ThrowAsync<PostgresSetupException>(() => Start(options));

        refused.Code.ShouldBe("TDP0207");
    }

    [Fact]
    public async Task Shows_the_end_of_the_log_when_the_server_does_not_start()
    {
        var options = Options();
        options.Settings["shared_buffers"] = "plenty";

        var refused = await Should.ThrowAsync<PostgresSetupException>(() => Start(options));

        refused.Code.ShouldBe("TDP0206");
        refused.Message.ShouldContain("invalid value for parameter \"shared_buffers\"");
    }

    [Fact]
    public async Task Refuses_data_of_another_major_version()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "cluster", "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "PG_VERSION"), "12\n", TestContext.Current.CancellationToken);

        var refused = await Should.ThrowAsync<PostgresSetupException>(Start);

        refused.Code.ShouldBe("TDP0204");
    }

    [Fact]
    public async Task Begins_anew_when_the_first_start_was_interrupted()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "cluster", "data.unfinished", "base"));

        await using var postgres = await Start();

        (await Database.Ask(postgres.AdminConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_configured_folder_without_server_programs()
    {
        var options = Options();
        options.BinariesFolder = folder.Path;

        (await Should.ThrowAsync<PostgresSetupException>(() => Start(options))).Code.ShouldBe("TDP0202");
    }

    [Theory]
    [InlineData("14.11", "TDP0202")]
    [InlineData("19.0", "TDP0202")]
    public async Task Refuses_a_version_that_is_not_supported(string version, string code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for the server is a shell script");
        var options = Options();
        options.BinariesFolder = ProgramsThatSay($"postgres (PostgreSQL) {version}");

        (await Should.ThrowAsync<PostgresSetupException>(() => Start(options))).Code.ShouldBe(code);
    }

    public void Dispose()
    {
        folder.Dispose();
        programs.Dispose();
    }

    private string ProgramsThatSay(string version)
    {
        var folder = programs.Path;
        foreach (var name in (string[])["postgres", "initdb"])
        {
            File.WriteAllText(Path.Combine(folder, name), $"#!/bin/sh\necho '{version}'\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(folder, name), (UnixFileMode)0b111_101_101);
        }

        return folder;
    }

    private EmbeddedPostgresOptions Options() => new() { DataFolder = folder.Path };

    private Task<EmbeddedPostgres> Start() => Start(Options());

    private static Task<EmbeddedPostgres> Start(EmbeddedPostgresOptions options) =>
        EmbeddedPostgres.Start(options, TestContext.Current.CancellationToken);
}
