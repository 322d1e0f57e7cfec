using System.Diagnostics;

namespace Packages.Tests;

/// <summary>A machine without PostgreSQL and without npm: the programs can only come from the package.</summary>
public sealed class PrivatePostgresTests
{
    private const string Nobody = "65534";

    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="TestDigitalPlatform.Postgres" Version="{version}" />
            <PackageReference Include="TestDigitalPlatform.Postgres.$(NETCoreSdkPortableRuntimeIdentifier)" Version="{version}" />
          </ItemGroup>
        </Project>
        """;

    private const string Program =
        """
        using TestDigitalPlatform.Postgres;
        // Whatever this machine has installed is out of sight.
        var options = new EmbeddedPostgresOptions { DataFolder = args[0], UseMachineBinaries = false };
        await using var postgres = await EmbeddedPostgres.Start(options);
        var database = await ServiceDatabase.Provision(postgres.AdminConnectionString, "orders", CancellationToken.None);
        await using var source = Npgsql.NpgsqlDataSource.Create(database.Owner);
        await using var command = source.CreateCommand("create extension pg_trgm; select version() || lower(' ÄÉŞ')");
        Console.WriteLine(await command.ExecuteScalarAsync());
        """;

    [Fact]
    public async Task Starts_from_the_package_as_root_and_as_nobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "takes programs off the PATH, and becomes somebody else with setpriv");
        using var machine = await NewMachine.Make();
        await Build(machine);

        (await Run(machine, "mine", [])).ShouldStartWith("PostgreSQL 18.");

        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become somebody else");
        await Start("chown", ["-R", $"{Nobody}:{Nobody}", Path.GetDirectoryName(machine.Folder)!]);
        (await Run(machine, "theirs", ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"]))
            .ShouldContain(" äéş");
    }

    [Fact]
    public async Task Is_no_part_of_what_is_published()
    {
        using var machine = await NewMachine.Make();
        await Build(machine);

        var published = await machine.Dotnet("", "publish", "-v", "q", "-nologo", "-o", "published", "-c", "Debug");

        published.ExitCode.ShouldBe(0, published.Output);
        var folder = Path.Combine(machine.Folder, "published");
        (await File.ReadAllTextAsync(Path.Combine(folder, "Trial.runtimeconfig.json"), TestContext.Current.CancellationToken))
            .ShouldNotContain("TestDigitalPlatform");
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Where(file => file!.Contains("postgres", StringComparison.OrdinalIgnoreCase)).Order().ShouldBe(
            ["TestDigitalPlatform.Postgres.dll"]);
    }

    private static async Task Build(NewMachine machine)
    {
        await machine.Write("Trial.csproj", Project.Replace("{version}", machine.Feed.Version, StringComparison.Ordinal));
        await machine.Write("Program.cs", Program);
        var built = await machine.Dotnet("", "build", "-v", "q", "-nologo");
        built.ExitCode.ShouldBe(0, built.Output);
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
