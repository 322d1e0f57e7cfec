namespace Packages.Tests;

public sealed class NewMachineTests
{
    // What a service's project says: two packages and nothing else.
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="TestDigitalPlatform.Hosting" Version="{version}" />
            <PackageReference Include="TestDigitalPlatform.Postgres" Version="{version}" />
          </ItemGroup>
        </Project>
        """;

    private const string Program =
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.AddDevelopmentPostgres("orders");
        builder.AddPlatform("orders");
        var app = builder.Build();
        app.MapPlatform();
        app.Run();

        /// <summary>How many orders there are.</summary>
        [Get("/orders/count"), Allow(Role.CustomerUser)]
        public sealed record CountOrders : IQuery<OrderCount>;

        public sealed record OrderCount(long Count);

        internal sealed class CountOrdersHandler : IQueryHandler<CountOrders, OrderCount>
        {
            public Task<OrderCount> Fetch(CountOrders query, Db db, CancellationToken cancellationToken) =>
                db.One<OrderCount>($"select count(*) as count from orders", cancellationToken);
        }
        """;

    [Fact]
    public async Task Builds_a_service_of_two_references_with_generated_code_and_embedded_SQL()
    {
        using var machine = await NewMachine.Make();
        await machine.Write(
            "Orders.csproj", Project.Replace("{version}", machine.Feed.Version, StringComparison.Ordinal));
        await machine.Write("Program.cs", Program);
        await machine.Write("Migrations/0001_orders.sql", "create table orders (id uuid primary key);");

        var built = await machine.Dotnet("", "build", "-v", "q", "-nologo");

        built.ExitCode.ShouldBe(0, built.Output);
        var assembly = await File.ReadAllTextAsync(
            Path.Combine(machine.Folder, "bin", "Debug", "net10.0", "Orders.dll"), System.Text.Encoding.Latin1,
            TestContext.Current.CancellationToken);
        assembly.ShouldContain("Migrations/0001_orders.sql");
    }

    [Fact]
    public async Task Tells_what_is_wrong_with_code_with_settings_and_with_what_was_published()
    {
        using var machine = await NewMachine.Make();
        await machine.Write(
            "Orders.csproj", Project.Replace("{version}", machine.Feed.Version, StringComparison.Ordinal));
        await machine.Write(
            "Program.cs", Program.Replace("count(*) as count", "count(*) as number", StringComparison.Ordinal));
        await machine.Write(
            "appsettings.json", """{ "ConnectionStrings": { "orders": "Host=db;Password=correct-horse" } }""");
        await machine.Write("published.txt", "query CountOrders allows CustomerAdministrator\n");

        var built = await machine.Dotnet("", "build", "-v", "q", "-nologo");

        built.ExitCode.ShouldNotBe(0, built.Output);
        built.Output.ShouldContain("error TDP1029");
        built.Output.ShouldContain("error TDP1030");
        built.Output.ShouldContain("error TDP1046");
    }
}
