using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Core.Tests.Data;

public sealed class DatabaseStartTests
{
    [Fact]
    public async Task Refuses_a_role_that_isolation_does_not_bind()
    {
        await using var service = await TaskService.Start();
        var superuser = new NpgsqlConnectionStringBuilder(await TestPostgres.AdminConnectionString()) { Database = service.Stored.Name };

        (await Start(superuser.ConnectionString)).Code.ShouldBe("TDP0107");
    }

    [Fact]
    public async Task Refuses_a_table_whose_customers_are_not_kept_apart()
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>("create table leak (customer_id text); select 1");

        var error = await Start(service.Data.ConnectionString);

        error.Code.ShouldBe("TDP0108");
        error.Message.ShouldContain("Add a migration with: select tdp.isolate('leak');");
        error.Message.ShouldContain("dotnet tdp database reset");
    }

    [Fact]
    public async Task Refuses_the_role_before_it_migrates()
    {
        await using var database = await TestPostgres.CreateDatabase("tasks", _ => Task.CompletedTask);
        var superuser = new NpgsqlConnectionStringBuilder(await TestPostgres.AdminConnectionString()) { Database = database.Name };

        (await Start(superuser.ConnectionString, owner: database.Connections.Owner)).Code.ShouldBe("TDP0107");

        (await database.Scalar<bool>("select to_regclass('public.task') is null and to_regclass('tdp.migration') is null")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Password", "password authentication failed")]
    [InlineData("Username", "nobody_app")]
    [InlineData("Database", "nobody_app")]
    public async Task Says_in_a_sentence_why_the_server_lets_nobody_in(string setting, string why)
    {
        await using var service = await TaskService.Start();
        var wrong = new NpgsqlConnectionStringBuilder(service.Data.ConnectionString) { [setting] = "nobody_app" };

        var error = await Start(wrong.ConnectionString);

        error.Code.ShouldBe("TDP0106");
        error.Message.ShouldContain(why);
        error.Message.ShouldContain($"127.0.0.1:{wrong.Port}");
        error.Message.ShouldContain("ConnectionStrings__tasks");
    }

    [Fact]
    public async Task Says_that_a_schema_is_missing_when_nobody_may_make_it()
    {
        await using var database = await TestPostgres.CreateDatabase("bare", _ => Task.CompletedTask);

        (await Start(database.Connections.App, "bare")).Code.ShouldBe("TDP0105");
    }

    [Fact]
    public async Task Says_that_the_database_cannot_be_reached_and_tells_no_password()
    {
        var error = await Start("Host=127.0.0.1;Port=1;Username=a;Password=verysecret;Database=b;Timeout=2");

        error.Code.ShouldBe("TDP0106");
        error.ToString().ShouldNotContain("verysecret");
    }

    private static async Task<PlatformException> Start(
        string connectionString, string service = "tasks", string? owner = null)
    {
        await using var source = Database.Connect(connectionString);
        var database = new Database(source, connectionString, service);
        return await Should.ThrowAsync<PlatformException>(() => new DatabaseStart(database, NullLogger<DatabaseStart>.Instance)
            .Run(typeof(TaskService).Assembly, owner, default));
    }
}
