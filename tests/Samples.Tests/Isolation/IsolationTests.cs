using System.Net;
using System.Text.Json;
using Customers;
using Customers.Contracts;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Requests;
using Requests.Contracts;
using Samples.Tests.Demo;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Isolation;

/// <summary>Asks for other customers' rows in every way that the services offer.</summary>
public sealed class IsolationTests
{
    private static readonly string[] CustomerIds =
    [
        "acme", "baltic-lines", "cedar-clinic", "delta-foods", "elm-press", "fjord-power", "granite-bank",
        "harbour-tools", "iris-optics", "juniper-schools", "kite-travel", "lumen-theatre", "maple-homes",
        "north-rail", "olive-markets", "pine-insurance", "quartz-mining", "river-brewery", "stone-law",
        "tulip-gardens", "nobody-knows",
    ];

    private static readonly Gen<string> AnyList =
        from limit in Gen.Elements(1, 50, 500)
        from sort in Gen.Elements("", "&sort=title", "&sort=-submittedAt,title")
        from count in Gen.Elements("", "&count=true")
        from filter in Gen.Elements(
            "", "&status=submitted,resolved", "&priority=urgent", "&assignee.null=true", "&title.contains=invoice",
            "&customer=acme", "&customer=acme,stone-law,north-rail", "&submittedAt.gte=2025-12-01T00:00:00Z")
        select $"/requests?limit={limit}{sort}{count}{filter}";

    private static readonly Gen<string> AnySearch =
        from text in Gen.Elements("invoice", "office or phone", "acme", "-invoice report")
        select $"/requests/search?limit=500&text={text}";

    [Fact]
    public async Task No_query_of_requests_shows_another_customers_row()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        await service.Fill("requests", typeof(RequestsService).Assembly);
        var ids = await service.Database.Scalar<Guid[]>(
            "select array(select id from request order by md5(id::text) limit 50)");
        var anyQuery = Gen.Frequency(
            (5, AnyList),
            (2, AnySearch),
            (2, from id in Gen.Elements(ids) select $"/requests/{id}"),
            (1, Gen.Constant("/requests/counts")));

        await AskOften(service, anyQuery);
    }

    [Fact]
    public async Task No_query_of_customers_shows_another_customers_row()
    {
        await using var service = await TestService.Start("customers", CustomersService.Create);
        await service.Fill("customers", typeof(CustomersService).Assembly);
        var anyQuery =
            from customer in Gen.Elements(CustomerIds)
            from path in Gen.Elements($"/customers/{customer}", $"/customers/{customer}/users?limit=500", "/me")
            select path;

        await AskOften(service, anyQuery);
    }

    // A customer's people don't get as far as these queries. If they did, they would find their own rows only.
    [Fact]
    public async Task A_query_of_the_platforms_own_people_shows_a_customer_its_own_rows_only()
    {
        await using var service = await TestService.Start("customers", CustomersService.Create);
        await service.Fill("customers", typeof(CustomersService).Assembly);
        PlatformsOwn(service).ShouldBe([nameof(ListCustomers)]);

        foreach (var asker in CustomerIds)
        {
            var page = await new ListCustomersHandler().Fetch(
                new ListCustomers { Limit = 500 }, DbOf(service, asker), default);

            page.Items.Select(c => c.Id.Value).ShouldBe(CustomerIds.Where(id => id == asker && id != "nobody-knows"));
            await ShouldRefuse(service, asker, "/customers");
        }
    }

    [Fact]
    public async Task A_query_of_the_maintenance_team_shows_a_customer_its_own_rows_only()
    {
        await using var service = await TestService.Start("requests", RequestsService.Create);
        await service.Fill("requests", typeof(RequestsService).Assembly);
        PlatformsOwn(service).ShouldBe([nameof(ListTechnicalIssues)]);
        (await service.Database.Scalar<long>("select count(distinct customer_id) from technical_issue"))
            .ShouldBeGreaterThan(1);

        foreach (var asker in CustomerIds)
        {
            var page = await new ListTechnicalIssuesHandler()
                .Fetch(new ListTechnicalIssues { Limit = 500 }, DbOf(service, asker), default);

            var own = await service.Database.Scalar<Guid[]>(
                $"select array(select id from technical_issue where customer_id = '{asker}')");
            page.Items.Select(i => i.Id.Value).ShouldBe(own, ignoreOrder: true);
            await ShouldRefuse(service, asker, "/technical-issues");
        }
    }

    [Theory]
    [InlineData("requests", "customer_account", "request", "request_comment", "technical_issue")]
    [InlineData("customers", "customer", "customer_user")]
    public async Task Without_a_customer_there_are_no_rows(string name, params string[] tables)
    {
        await using var service = await TestService.Start(
            name, name == "requests" ? RequestsService.Create : CustomersService.Create);
        await service.Fill(name, (name == "requests" ? typeof(RequestsService) : typeof(CustomersService)).Assembly);

        await using var source = NpgsqlDataSource.Create(service.Database.Connections.App);
        foreach (var table in tables)
        {
            (await service.Database.Scalar<long>($"select count(*) from {table}")).ShouldBePositive(table);
            (await Count(source, table)).ShouldBe(0, table);
        }
    }

    private static IEnumerable<string> PlatformsOwn(TestService service) =>
        service.Services.GetRequiredService<ServiceDefinition>().Endpoints
            .Select(e => e.Operation)
            .Where(o => !o.IsCommand && !o.IsPublic && !o.Allows(Role.CustomerUser)
                && !o.Allows(Role.CustomerAdministrator))
            .Select(o => o.Name);

    private static Db DbOf(TestService service, string customer) => new(
        service.Services.GetRequiredService<Database>(), AdministratorOf(customer), DateTimeOffset.UtcNow);

    private static Caller AdministratorOf(string customer) =>
        new(UserId.Parse($"{customer}-admin-1"), Role.CustomerAdministrator, CustomerId.Parse(customer));

    private static async Task ShouldRefuse(TestService service, string asker, string path)
    {
        using var response = await service.SignIn(AdministratorOf(asker)).GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task AskOften(TestService service, Gen<string> anyQuery)
    {
        var anyQuestion = from asker in Gen.Elements(CustomerIds) from path in anyQuery select (asker, path);
        foreach (var (asker, path) in Gen.Sample(anyQuestion, 300))
        {
            var client = service.SignIn(Role.CustomerAdministrator, asker, $"{asker}-admin-1");
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
            if (response.StatusCode is HttpStatusCode.OK)
                ShouldNameNobodyBut(asker, await response.Content.ReadAsStringAsync(), path);
        }
    }

    private static void ShouldNameNobodyBut(string asker, string answer, string path)
    {
        foreach (var other in CustomerIds.Where(id => id != asker))
            answer.Contains(other, StringComparison.Ordinal).ShouldBeFalse($"{asker} asked {path} and saw {other}.");
        if (asker == "nobody-knows" && path.StartsWith("/requests?", StringComparison.Ordinal))
            JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static async Task<long> Count(NpgsqlDataSource source, string table)
    {
#pragma warning disable CA2100 // A table's name from above.
        await using var command = source.CreateCommand($"select count(*) from {table}");
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
