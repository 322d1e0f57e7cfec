using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Migrations;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Start;
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

    [Theory]
    [InlineData("role = 'tasks_platform'")]
    [InlineData("search_path = 'tdp'")]
    [InlineData("row_security = 'off'")]
    [InlineData("default_transaction_read_only = 'on'")]
    [InlineData("default_transaction_isolation = 'serializable'")]
    [InlineData("synchronous_commit = 'off'")]
    [InlineData("check_function_bodies = 'off'")]
    public async Task Refuses_a_role_that_gave_itself_settings(string setting)
    {
        await using var service = await TaskService.Start();
        await Execute(service.Source, $"alter role tasks_app in database \"{service.Stored.Name}\" set {setting}");

        var error = await Start(service.Data.ConnectionString);

        error.Code.ShouldBe("TDP0109");
        error.Message.ShouldContain(setting.Split(' ')[0]);
    }

    [Theory]
    [InlineData("database \"{0}\" set role = 'tasks_platform'")]
    [InlineData("database \"{0}\" set tdp.customer = 'acme'")]
    [InlineData("role tasks_app in database \"{0}\" set tdp.customer = 'acme'")]
    public async Task Refuses_settings_that_somebody_else_gave_it(string setting)
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>(
            $"alter {setting.Replace("{0}", service.Stored.Name, StringComparison.Ordinal)}; select 1");

        (await Start(service.Data.ConnectionString)).Code.ShouldBe("TDP0109");
    }

    [Fact]
    public async Task Refuses_to_serve_as_the_owner()
    {
        await using var service = await TaskService.Start();

        var error = await Start(service.Stored.Connections.Owner);

        error.Code.ShouldBe("TDP0109");
        error.Message.ShouldContain("signs in as tasks_owner");
    }

    [Theory]
    [InlineData("statement_timeout = '30s'")]
    [InlineData("work_mem = '8MB'")]
    [InlineData("timezone = 'Pacific/Auckland'")]
    public async Task Starts_with_settings_that_change_no_meaning(string setting)
    {
        await using var service = await TaskService.Start();
        await Execute(service.Source, $"alter role tasks_app in database \"{service.Stored.Name}\" set {setting}");

        await Run(service.Data.ConnectionString);
    }

    [Theory]
    [InlineData("grant temporary on database \"{0}\" to tasks_app", "TDP0110")]
    [InlineData("grant temporary on database \"{0}\" to public", "TDP0110")]
    [InlineData("grant create on schema public to tasks_platform", "TDP0110")]
    [InlineData("create schema planted; grant create on schema planted to public", "TDP0110")]
    [InlineData("alter table task owner to tasks_app", "TDP0110")]
    [InlineData("grant update on tdp.audit to tasks_app", "TDP0110")]
    [InlineData("grant delete on tdp.migration to public", "TDP0110")]
    [InlineData("grant truncate on task to tasks_app", "TDP0110")]
    [InlineData("create schema other; create table other.leak (customer_id text); grant select on other.leak to tasks_app", "TDP0108")]
    [InlineData("create foreign data wrapper w; create server s foreign data wrapper w; "
        + "create foreign table leak (customer_id text) server s; grant select on leak to tasks_app", "TDP0111")]
    public async Task Refuses_rights_that_lead_around_the_isolation(string mistake, string code)
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>(mistake.Replace("{0}", service.Stored.Name, StringComparison.Ordinal) + "; select 1");

        (await Start(service.Data.ConnectionString)).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("create view leak as select id, title from task")]
    [InlineData("create view leak with (security_invoker = false) as select id, title from task")]
    [InlineData("create materialized view leak as select customer_id, title from task")]
    [InlineData("create function leak() returns setof text language sql security definer as 'select title from task'")]
    [InlineData("create policy leak on task using (true)")]
    [InlineData("create policy leak on task for select to tasks_app using (true)")]
    public async Task Refuses_what_a_migration_made_that_leads_around_the_isolation(string mistake)
    {
        await using var service = await TaskService.Start();
        await AsOwner(service, mistake);

        var error = await Start(service.Data.ConnectionString);

        error.Code.ShouldBe("TDP0111");
        error.Message.ShouldContain("leak");
    }

    [Theory]
    [InlineData("create view fine with (security_invoker = true) as select id, title from task")]
    [InlineData("create view fine with (security_invoker = on) as select id, title from task")]
    [InlineData("create function fine() returns setof text language sql as 'select title from task'")]
    [InlineData("create materialized view fine as select count(*) from task")]
    [InlineData("create policy fine on task as restrictive using (true)")]
    public async Task Starts_with_what_does_not_lead_around_the_isolation(string made)
    {
        await using var service = await TaskService.Start();
        await AsOwner(service, made);

        await Run(service.Data.ConnectionString);
    }

    [Fact]
    public async Task Says_that_a_migration_is_missing_when_nobody_may_apply_it()
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>("delete from tdp.migration where part = 'service'; select 1");

        var error = await Start(service.Data.ConnectionString);

        error.Code.ShouldBe("TDP0112");
        error.Message.ShouldContain("0001_tasks");
    }

    [Fact]
    public async Task Starts_beside_a_newer_build_whose_migrations_are_applied_already()
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>(
            """
            insert into tdp.migration (part, number, name, checksum)
            select 'service', max(number) + 1, 'newer', 'x' from tdp.migration where part = 'service';
            select 1
            """);

        await Run(service.Data.ConnectionString);
    }

    [Fact]
    public async Task Says_that_a_migration_is_missing_when_the_schema_is_too_old_to_be_asked()
    {
        await using var service = await TaskService.Start();
        await service.Stored.Scalar<int>("revoke select on tdp.migration from tasks_app; select 1");

        (await Start(service.Data.ConnectionString)).Code.ShouldBe("TDP0112");
    }

    [Fact]
    public async Task Says_that_a_schema_is_missing_when_nobody_may_make_it()
    {
        await using var database = await TestPostgres.CreateDatabase("bare", _ => Task.CompletedTask);

        (await Start(database.Connections.App, "bare")).Code.ShouldBe("TDP0105");
    }

    [Fact]
    public async Task Says_what_the_database_answers_when_it_lets_nobody_in()
    {
        await using var service = await TaskService.Start();
        await Execute(service.Source, $"alter role tasks_app in database \"{service.Stored.Name}\" set local_preload_libraries = 'x'");

        var error = await Start(service.Data.ConnectionString);

        error.Code.ShouldBe("TDP0106");
        error.Message.ShouldContain("plugins/x");
    }

    [Fact]
    public async Task Says_that_the_database_cannot_be_reached_and_tells_no_password()
    {
        var error = await Start("Host=127.0.0.1;Port=1;Username=a;Password=verysecret;Database=b;Timeout=2");

        error.Code.ShouldBe("TDP0106");
        error.ToString().ShouldNotContain("verysecret");
    }

    private static Task<PlatformException> Start(
        string connectionString, string service = "tasks", string? owner = null) =>
        Should.ThrowAsync<PlatformException>(() => Run(connectionString, service, owner));

    private static async Task Run(string connectionString, string service = "tasks", string? owner = null)
    {
        await using var source = Database.Connect(connectionString);
        var database = new Database(source, connectionString, service);
        await new DatabaseStart(database, NullLogger<DatabaseStart>.Instance)
            .Run([MigrationPart.Service(typeof(TaskService).Assembly)], owner, default);
    }

    private static async Task AsOwner(TaskService service, string statement)
    {
        await using var owner = NpgsqlDataSource.Create(service.Stored.Connections.Owner);
        await Execute(owner, statement);
    }

    private static async Task Execute(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
