using System.Diagnostics;

namespace Packages.Tests;

/// <summary>A machine without PostgreSQL and without npm: the programs can only come from the package.</summary>
public sealed class PrivatePostgresTests(TrialProgram trial) : IClassFixture<TrialProgram>
{
    private const string Nobody = "65534";

    [Fact]
    public async Task Starts_from_the_package_as_root_and_as_nobody()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux(), "takes programs off the PATH, and becomes somebody else with setpriv");
        var machine = trial.Machine;

        (await Run(machine, "mine", [])).ShouldStartWith("PostgreSQL 18.");

        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become somebody else");
        await Start("chown", ["-R", $"{Nobody}:{Nobody}", Path.GetDirectoryName(machine.Folder)!]);
        (await Run(machine, "theirs", ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"]))
            .ShouldContain(" äéş");
    }

    [Fact]
    public async Task Is_no_part_of_what_is_published()
    {
        var machine = trial.Machine;

        var published = await machine.Dotnet("", "publish", "-v", "q", "-nologo", "-o", "published");

        published.ExitCode.ShouldBe(0, published.Output);
        var folder = Path.Combine(machine.Folder, "published");
        (await File.ReadAllTextAsync(
            Path.Combine(folder, "Trial.runtimeconfig.json"), TestContext.Current.CancellationToken))
            .ShouldNotContain("TestDigitalPlatform");
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Where(file => file!.Contains("postgres", StringComparison.OrdinalIgnoreCase)).Order().ShouldBe(
            ["TestDigitalPlatform.Postgres.dll"]);
    }

    private static async Task<string> Run(NewMachine machine, string data, string[] asOther)
    {
        var programs = Directory.CreateDirectory(Path.Combine(machine.Folder, data, "bin")).FullName;
        foreach (var program in (string[])["id", "ls", "setpriv", "true", "test", "chown", "sh", "kill", "sleep"])
            File.CreateSymbolicLink(Path.Combine(programs, program), OnPath(program));
        if (asOther.Length > 0)
            await Start("chown", ["-R", $"{Nobody}:{Nobody}", Path.Combine(machine.Folder, data)]);

        string[] command = [.. asOther, OnPath("dotnet"), Path.Combine("bin", "Debug", "net10.0", "Trial.dll"), Path.Combine(machine.Folder, data, "data")];
        var start = new ProcessStartInfo(OnPath(command[0]), command[1..])
        {
            WorkingDirectory = machine.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PATH"] = programs;
        start.Environment["TDP_CACHE"] = Path.Combine(machine.Folder, data, "cache");
        start.Environment.Remove("TDP_POSTGRES_BIN");
        var ended = await Dotnet.Run(start);
        ended.ExitCode.ShouldBe(0, ended.Output);
        return ended.Output;
    }

    private static async Task Start(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
    }

    private static string OnPath(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(folder => Path.Combine(folder, program))
        .First(File.Exists);
}
