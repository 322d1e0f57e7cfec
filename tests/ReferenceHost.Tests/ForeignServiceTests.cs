using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TestDigitalPlatform.Tests.Shared.Packages;

namespace ReferenceHost.Tests;

/// <summary>A service of somebody else's, built of packages, in the same process as the samples.</summary>
public sealed class ForeignServiceTests
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <NoWarn>$(NoWarn);CS1591</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="TestDigitalPlatform.Hosting" Version="{version}" />
          </ItemGroup>
        </Project>
        """;

    private const string Service =
        """
        BillsService.Create(args).Run();

        /// <summary>Counts bills.</summary>
        public static class BillsService
        {
            public const string Name = "bills";

            public static WebApplication Create(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.AddPlatform(Name);
                var app = builder.Build();
                app.MapPlatform();
                return app;
            }
        }

        /// <summary>How many bills there are, and which version of the platform counted them.</summary>
        [Get("/bills/count"), Allow(Role.CustomerUser)]
        public sealed record CountBills : IQuery<BillCount>;

        public sealed record BillCount(long Count, string Platform);

        internal sealed class CountBillsHandler : IQueryHandler<CountBills, BillCount>
        {
            public Task<BillCount> Fetch(CountBills query, Db db, CancellationToken cancellationToken) =>
                db.One<BillCount>($"select count(*) as count, {typeof(Db).Assembly.Location} as platform from bill", cancellationToken);
        }
        """;

    [Fact]
    public async Task Is_hosted_beside_the_samples_with_its_own_version_of_the_platform_its_demo_data_and_its_comments()
    {
        using var machine = await NewMachine.Make();
        var service = await Build(machine);
        using var data = new DataFolder();
        await using var host = await RunningHost.Start(data, null, "--service", service);
        var bills = await host.Client("bills", "--role", "customer-user", "--customer", "acme");
        var requests = await host.Client("requests", "--role", "customer-user", "--customer", "acme");

        var counted = await bills.GetFromJsonAsync<JsonElement>("/bills/count");

        counted.GetProperty("count").GetInt32().ShouldBe(2);
        counted.GetProperty("platform").GetString().ShouldStartWith(Path.GetDirectoryName(service)!);
        (await requests.GetAsync("/requests")).StatusCode.ShouldBe(HttpStatusCode.OK);
        // Its comments lie beside it, not beside the host.
        (await bills.GetStringAsync("/openapi/v1.json")).ShouldContain("How many bills there are");
        using var nobody = new HttpClient();
        (await nobody.GetStringAsync(host.FrontPage)).ShouldContain($"{host.Address("bills").ToString().TrimEnd('/')}/docs");
    }

    [Fact]
    public async Task Is_told_what_a_service_needs_when_it_is_none()
    {
        using var data = new DataFolder();

        var refused = await Should.ThrowAsync<InvalidOperationException>(
            () => RunningHost.Start(data, null, "--service", typeof(ForeignServiceTests).Assembly.Location));

        refused.Message.ShouldContain("has no service");
        refused.Message.ShouldContain("const string Name");
        refused.Message.ShouldNotContain("   at ");
    }

    // No program; a text; one without what it needs (the compiler, which the host has not); one whose list of that is
    // broken.
    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("text", "is not a .NET assembly")]
    [InlineData("alone", "has missing dependencies")]
    [InlineData("broken list", "The .deps.json of '")]
    public async Task Is_told_in_words_what_is_wrong_with_its_file(string what, string told)
    {
        using var data = new DataFolder();
        var folder = Directory.CreateTempSubdirectory("tdp service with spaces ");
        var service = Path.Combine(folder.FullName, "Requests.dll");
        if (what == "text")
            await File.WriteAllTextAsync(service, "no assembly", TestContext.Current.CancellationToken);
        else if (what == "alone")
            File.Copy(Programs.Built("TestDigitalPlatform.Generators", "TestDigitalPlatform.Generators"), service);
        else if (what == "broken list")
            File.Copy(Programs.Built("Requests", "Requests"), service);
        if (what == "broken list")
            await File.WriteAllTextAsync(Path.ChangeExtension(service, ".deps.json"), "{ broken", TestContext.Current.CancellationToken);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => RunningHost.Start(data, null, "--service", service));

        refused.Message.ShouldContain(told);
        refused.Message.ShouldNotContain("   at ");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Is_refused_under_the_name_of_another()
    {
        using var data = new DataFolder();

        var refused = await Should.ThrowAsync<InvalidOperationException>(
            () => RunningHost.Start(data, null, "--service", Programs.Built("Requests", "Requests")));

        refused.Message.ShouldContain("Two services are named 'requests'");
    }

    private static async Task<string> Build(NewMachine machine)
    {
        await machine.Write("Bills.csproj", Project.Replace("{version}", machine.Feed.Version, StringComparison.Ordinal));
        await machine.Write("Program.cs", Service);
        await machine.Write("Migrations/0001_bills.sql", "create table bill (id int primary key); grant select on bill to bills_app; grant insert on bill to bills_platform;");
        await machine.Write("Demo/demo.sql", "insert into bill values (1), (2) on conflict do nothing;");
        var built = await machine.Dotnet("", "build", "-v", "q", "-nologo");
        built.ExitCode.ShouldBe(0, built.Output);
        return Path.Combine(machine.Folder, "bin", "Debug", "net10.0", "Bills.dll");
    }
}
