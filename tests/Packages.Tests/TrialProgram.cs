namespace Packages.Tests;

/// <summary>A program that starts a PostgreSQL, built on a new machine of packages alone.</summary>
public sealed class TrialProgram : IAsyncLifetime
{
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

    private NewMachine? machine;

    internal NewMachine Machine => machine!;

    public async ValueTask InitializeAsync()
    {
        machine = await NewMachine.Make();
        await machine.Write(
            "Trial.csproj", Project.Replace("{version}", machine.Feed.Version, StringComparison.Ordinal));
        await machine.Write("Program.cs", Program);
        var built = await machine.Dotnet("", "build", "-v", "q", "-nologo");
        built.ExitCode.ShouldBe(0, built.Output);
    }

    public ValueTask DisposeAsync()
    {
        machine?.Dispose();
        return ValueTask.CompletedTask;
    }
}
