using System.Diagnostics;
using Npgsql;

namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>What holds on every supported server; the classes at the end name the servers.</summary>
public abstract class ServiceDatabaseTests(TestServer server)
{
    private readonly string service = $"s{Guid.NewGuid():n}";

    [Fact]
    public async Task Provisioning_again_gives_the_same_and_keeps_the_data()
    {
        var first = await Provision();
        await Database.Execute(first.Owner, "create table kept as select 42 as answer");

        var second = await Provision();

        second.ShouldBe(first);
        (await Database.Ask(second.Owner, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task Many_hosts_may_provision_at_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Provision()));

        all.Distinct().Count().ShouldBe(1);
        (await Database.Ask(all[0].App, "select current_user::text")).ShouldBe($"{service}_app");
    }

    [Fact]
    public async Task The_app_role_makes_no_tables()
    {
        var connections = await Provision();

        (await Database.Refusal(connections.App, "create table mine (id int)")).ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege);
        (await Database.Refusal(connections.App, "create temp table mine (id int)")).ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege);
        (await Database.Refusal(connections.App, "create schema mine")).ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_app_role_cannot_bypass_row_level_security()
    {
        var connections = await Provision();
        await Database.Execute(connections.Owner,
            $"""
            create table secret (id int);
            insert into secret values (1);
            alter table secret enable row level security;
            alter table secret force row level security;
            grant all on secret to {service}_app
            """);

        (await Database.Ask(connections.App, "select count(*) from secret")).ShouldBe(0L);
        (await Database.Refusal(connections.App, "set row_security = off; select count(*) from secret"))
            .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Database.Refusal(connections.App, "alter table secret disable row level security"))
            .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Database.Refusal(connections.App, $"set role {service}_owner")).ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task The_app_role_has_the_platforms_rights_only_where_it_asks_for_them()
    {
        var connections = await Provision();
        await Database.Execute(connections.Owner,
            $"create table across as select 1 as id; grant select on across to {service}_platform");

        (await Database.Refusal(connections.App, "select id from across")).ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege);
        (await Database.Ask(connections.App, $"set role {service}_platform; select id from across")).ShouldBe(1);
    }

    [Fact]
    public async Task Another_service_cannot_connect()
    {
        await Provision();
        var other = await ServiceDatabase.Provision(
            server.Admin, "other_service", TestContext.Current.CancellationToken);

        (await Database.Refusal(Database.In(other.App, service), "select 1")).ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task An_administrator_needs_no_superuser()
    {
        await Database.Execute(
            server.Admin, $"create role {service}_dba login createdb createrole password 'fake-for-test'");
        var admin = new NpgsqlConnectionStringBuilder(server.Admin)
        {
            Username = $"{service}_dba",
            Password = "fake-for-test",
        };

        await ServiceDatabase.Provision(admin.ConnectionString, service, TestContext.Current.CancellationToken);
        var again = await ServiceDatabase.Provision(
            admin.ConnectionString, service, TestContext.Current.CancellationToken);

        (await Database.Ask(again.App, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_has_the_data_and_the_rights_of_its_template()
    {
        var connections = await Provision();
        await Database.Execute(
            connections.Owner, $"create table kept as select 42 as answer; grant select on kept to {service}_app");

        var took = await Copy($"{service}_copy");

        (await Database.Ask(Database.In(connections.App, $"{service}_copy"), "select answer from kept")).ShouldBe(42);
        (await Database.Ask(server.Admin, $"select has_database_privilege('public', '{service}_copy', 'connect')"))
            .ShouldBe(false);
        TestContext.Current.SendDiagnosticMessage(
            $"PostgreSQL {server.Version}: the copy took {took.TotalMilliseconds:0} ms");
    }

    // What a machine has to spare decides it, so it is no part of each run.
    [Fact]
    [Trait("Form", "Long")]
    public async Task A_copy_takes_less_than_a_tenth_of_a_second()
    {
        await Provision();

        // The best of many: the claim is about the work, not about what else this machine does.
        var best = TimeSpan.MaxValue;
        for (var copy = 0; copy < 40 && best > TimeSpan.FromMilliseconds(100); copy++)
        {
            best = await Copy($"{service}_{copy}") is var took && took < best ? took : best;
            await ServiceDatabase.DropDatabase(
                server.Admin, $"{service}_{copy}", TestContext.Current.CancellationToken);
        }

        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Dropping_cuts_connections_and_may_be_repeated()
    {
        var connections = await Provision();
        await using var busy = new NpgsqlConnection(connections.App);
        await busy.OpenAsync(TestContext.Current.CancellationToken);

        await ServiceDatabase.DropDatabase(server.Admin, service, TestContext.Current.CancellationToken);
        await ServiceDatabase.DropDatabase(server.Admin, service, TestContext.Current.CancellationToken);

        (await Database.Ask(server.Admin, $"select count(*) from pg_database where datname = '{service}'")).ShouldBe(
            0L);
    }

    [Fact]
    public async Task Refuses_a_database_of_somebody_else()
    {
        await Database.Execute(server.Admin, $"create database {service}");

        (await Should.ThrowAsync<PostgresSetupException>(Provision)).Code.ShouldBe("TDP0213");
    }

    [Fact]
    public async Task Refuses_an_app_role_that_bypasses_row_level_security()
    {
        await Provision();
        await Database.Execute(server.Admin, $"alter role {service}_app bypassrls");

        (await Should.ThrowAsync<PostgresSetupException>(Provision)).Code.ShouldBe("TDP0212");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Requests")]
    [InlineData("1st")]
    [InlineData("a\nb")]
    [InlineData("a; drop table x")]
    [InlineData("name\n")]
    public async Task Refuses_what_is_no_service_name(string service)
    {
        var refused = await Should.ThrowAsync<PostgresSetupException>(
            () => ServiceDatabase.Provision(server.Admin, service, TestContext.Current.CancellationToken));

        refused.Code.ShouldBe("TDP0210");
    }

    [Fact]
    public async Task Refuses_an_administrator_without_a_password()
    {
        var admin = new NpgsqlConnectionStringBuilder(server.Admin) { Password = null };

        (await Should.ThrowAsync<PostgresSetupException>(() => ServiceDatabase.Provision(
            admin.ConnectionString, service, TestContext.Current.CancellationToken))).Code.ShouldBe("TDP0211");
    }

    private Task<ServiceDatabaseConnections> Provision() =>
        ServiceDatabase.Provision(server.Admin, service, TestContext.Current.CancellationToken);

    private async Task<TimeSpan> Copy(string name)
    {
        var watch = Stopwatch.StartNew();
        await ServiceDatabase.CreateFromTemplate(server.Admin, service, name, TestContext.Current.CancellationToken);
        return watch.Elapsed;
    }
}

public sealed class ServiceDatabaseOnThisMachinesServerTests(MachineServer server)
    : ServiceDatabaseTests(server), IClassFixture<MachineServer>;

public sealed class ServiceDatabaseOnTheNewestServerTests(NewestServer server)
    : ServiceDatabaseTests(server), IClassFixture<NewestServer>;
