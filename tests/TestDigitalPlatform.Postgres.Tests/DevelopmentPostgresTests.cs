using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Postgres.Tests;

public sealed class DevelopmentPostgresTests : IDisposable
{
    private readonly TemporaryFolder solution = TemporaryFolder.ForData();

    public DevelopmentPostgresTests()
    {
        File.WriteAllText(Path.Combine(solution.Path, "Acme.slnx"), "");
        Directory.CreateDirectory(Project);
    }

    private string Project => Path.Combine(solution.Path, "src", "Acme.Orders");

    [Fact]
    public async Task Gives_a_service_a_database_that_ends_with_it_and_keeps_its_data()
    {
        using (var first = Builder("Development").AddDevelopmentPostgres("orders").Build())
        {
            await first.StartAsync(TestContext.Current.CancellationToken);
            await Database.Execute(Connection(first, "orders-owner"), "create table kept as select 42 as answer");
            await first.StopAsync(TestContext.Current.CancellationToken);
            (await Database.Ask(Connection(first, "orders"), "select current_user::text")).ShouldBe("orders_app");
        }

        await Processes.ShouldAllEnd(solution.Path);
        using var second = Builder("Development").AddDevelopmentPostgres("orders").Build();
        await second.StartAsync(TestContext.Current.CancellationToken);

        (await Database.Ask(Connection(second, "orders-owner"), "select answer from kept")).ShouldBe(42);
        Directory.EnumerateDirectories(solution.Path).Order().ShouldBe(
            [Path.Combine(solution.Path, ".tdp"), Path.Combine(solution.Path, "src")]);
        File.ReadAllText(Path.Combine(solution.Path, ".tdp", ".gitignore")).ShouldBe("*\n");
    }

    [Fact]
    public async Task Services_of_a_solution_run_side_by_side()
    {
        using var orders = Builder("Development").AddDevelopmentPostgres("orders").Build();
        using var bills = Builder("Development").AddDevelopmentPostgres("bills").Build();
        await orders.StartAsync(TestContext.Current.CancellationToken);
        await bills.StartAsync(TestContext.Current.CancellationToken);

        (await Database.Ask(Connection(orders, "orders"), "select 1")).ShouldBe(1);
        (await Database.Ask(Connection(bills, "bills"), "select 1")).ShouldBe(1);
    }

    [Fact]
    public void Says_who_has_the_database_when_the_service_runs_already()
    {
        using var first = Builder("Development").AddDevelopmentPostgres("orders").Build();
        first.Start();

        Should.Throw<PostgresSetupException>(() => Builder("Development").AddDevelopmentPostgres("orders"))
            .Code.ShouldBe("TDP0200");
    }

    [Theory]
    [InlineData("Production", "")]
    [InlineData("Staging", "")]
    [InlineData("Development", "Host=db")]
    public void Starts_nothing_outside_of_Development_or_where_a_database_is_set(string environment, string configured)
    {
        var builder = Builder(environment);
        builder.Configuration["ConnectionStrings:orders"] = configured.Length > 0 ? configured : null;

        builder.AddDevelopmentPostgres("orders");

        builder.Configuration.GetConnectionString("orders").ShouldBe(configured.Length > 0 ? configured : null);
        Directory.Exists(Path.Combine(solution.Path, ".tdp")).ShouldBeFalse();
    }

    public void Dispose() => solution.Dispose();

    private HostApplicationBuilder Builder(string environment)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { EnvironmentName = environment, ContentRootPath = Project });
        builder.Logging.ClearProviders();
        return builder;
    }

    private static string Connection(IHost host, string name) =>
        ((IConfiguration)host.Services.GetService(typeof(IConfiguration))!).GetConnectionString(name)!;
}
