using System.Net;
using Customers;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Customers;

public sealed class CustomersServiceTests : IAsyncLifetime
{
    private TestService service = null!;
    private HttpClient pia = null!;

    public async ValueTask InitializeAsync()
    {
        service = await TestService.Start("customers", CustomersService.Create);
        pia = service.SignIn(Role.PlatformAdministrator, user: "pia");
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Leads_a_customer_from_creation_through_every_change()
    {
        var administrator = await Create("acme", "free");
        var acme = service.SignIn(Role.CustomerAdministrator, "acme", administrator);
        await acme.Order(HttpMethod.Put, "/customers/acme/name", new { name = "Acme International" });
        await acme.Order(HttpMethod.Put, "/customers/acme/plan", new { plan = "standard" });
        await acme.Order(
            HttpMethod.Put,
            "/customers/acme/settings",
            new { timeZone = "Asia/Tokyo", language = "ja", notificationEmail = "office@acme.example" },
            ifMatch: await ETag(acme, "/customers/acme"));
        await pia.Order(HttpMethod.Put, "/customers/acme/suspension", new { reason = "Overdue." });
        (await acme.Refused(HttpMethod.Put, "/customers/acme/name", new { name = "Too late" }))
            .ShouldBe((HttpStatusCode.Conflict, "customers.suspended"));
        await pia.Order(HttpMethod.Delete, "/customers/acme/suspension");

        var customer = await acme.Ask("/customers/acme");
        (customer.Text("name"), customer.Text("plan"), customer.Text("status"), customer.Number("maxUsers"))
            .ShouldBe(("Acme International", "standard", "active", 100));
        customer.GetProperty("settings").Text("timeZone").ShouldBe("Asia/Tokyo");
        customer.Number("version").ShouldBe(6);
    }

    [Fact]
    public async Task Refuses_settings_decided_on_another_version_or_on_none()
    {
        await Create("acme");
        var acme = service.SignIn(Role.CustomerAdministrator, "acme");
        var settings = new { timeZone = "Etc/UTC", language = "en" };

        (await acme.Refused(HttpMethod.Put, "/customers/acme/settings", settings)).Status
            .ShouldBe(HttpStatusCode.PreconditionRequired);
        (await acme.Refused(HttpMethod.Put, "/customers/acme/settings", settings, ifMatch: "\"99\"")).Status
            .ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Leads_users_from_invitation_to_deactivation()
    {
        var administrator = await Create("acme");
        var acme = service.SignIn(Role.CustomerAdministrator, "acme", administrator);
        var grace = await Invite(acme, "grace@acme.example");
        (await acme.Refused(HttpMethod.Post, "/customers/acme/users", Invitation("GRACE@acme.example")))
            .ShouldBe((HttpStatusCode.Conflict, "users.already_invited"));

        await acme.Order(
            HttpMethod.Put, $"/customers/acme/users/{grace}/role", new { userRole = "customerAdministrator" });
        (await acme.Ask("/customers/acme/users?userRole=customerAdministrator&sort=-invitedAt")).Each("id")
            .ShouldBe([grace, administrator]);
        (await acme.Ask("/customers/acme/users?email.startsWith=GRACE")).Each("id").ShouldBe([grace]);

        // Nobody has signed in yet, so each of the two may be the only one who ever will.
        (await acme.Refused(HttpMethod.Post, $"/customers/acme/users/{grace}/deactivation"))
            .ShouldBe((HttpStatusCode.Conflict, "users.last_administrator"));
        await service.Database.Scalar<string>(
            $"update customer_user set status = 'active' where id = '{administrator}' returning status");
        await acme.Order(HttpMethod.Post, $"/customers/acme/users/{grace}/deactivation");
        (await acme.Ask("/customers/acme")).Number("users").ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_one_administrator_when_two_depose_each_other_at_once()
    {
        var first = await Create("acme");
        var second = await Invite(service.SignIn(Role.CustomerAdministrator, "acme"), "grace@acme.example");
        await service.Database.Scalar<string>(
            "update customer_user set status = 'active', user_role = 'customerAdministrator' returning status");

        var outcomes = await Task.WhenAll(Depose(by: first, whom: second), Depose(by: second, whom: first));

        outcomes.Order().ShouldBe([HttpStatusCode.NoContent, HttpStatusCode.Conflict]);
        (await service.Database.Scalar<long>(
            "select count(*) from customer_user where user_role = 'customerAdministrator'")).ShouldBe(1);
    }

    [Fact]
    public async Task Shows_customers_themselves_and_the_platform_all()
    {
        await Create("acme");
        await Create("globex", "free");
        var acme = service.SignIn(Role.CustomerUser, "acme");

        (await acme.Refused(HttpMethod.Get, "/customers/globex")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await acme.Refused(HttpMethod.Get, "/customers")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await service.SignIn(Role.CustomerAdministrator, "acme").Ask("/customers/globex/users")).Each("id")
            .ShouldBeEmpty();
        (await pia.Ask("/customers?sort=-name")).Each("id").ShouldBe(["globex", "acme"]);
        (await pia.Ask("/customers?plan=free&status=active&name.contains=GLOB")).Each("id").ShouldBe(["globex"]);
        (await pia.Refused(HttpMethod.Post, "/customers", Creation("acme", "free")))
            .ShouldBe((HttpStatusCode.Conflict, "customers.already_exists"));
    }

    [Fact]
    public async Task Tells_everybody_who_they_are()
    {
        var administrator = await Create("acme");

        var me = await service.SignIn(Role.CustomerAdministrator, "acme", administrator).Ask("/me");
        (me.Text("displayName"), me.Text("customerName"), me.Text("role"))
            .ShouldBe(("Ada Archer", "acme Inc.", "customerAdministrator"));
        (await pia.Ask("/me")).Text("user").ShouldBe("pia");
        (await service.SignIn(Role.PlatformMaintenance).Ask("/me")).Text("role").ShouldBe("platformMaintenance");
        (await service.Anonymous().Refused(HttpMethod.Get, "/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<HttpStatusCode> Depose(string by, string whom)
    {
        var path = new Uri($"/customers/acme/users/{whom}/role", UriKind.Relative);
        using var body = new StringContent("""{"userRole":"customerUser"}""", null, "application/json");
        using var response = await service.SignIn(Role.CustomerAdministrator, "acme", by).PutAsync(path, body);
        return response.StatusCode;
    }

    private async Task<string> Create(string id, string plan = "standard") =>
        (await pia.Order(HttpMethod.Post, "/customers", Creation(id, plan))).Text("administrator");

    private static object Creation(string id, string plan) => new
    {
        id,
        name = $"{id} Inc.",
        plan,
        administratorEmail = $"ada@{id}.example",
        administratorName = "Ada Archer",
    };

    private static async Task<string> Invite(HttpClient client, string email) =>
        (await client.Order(HttpMethod.Post, "/customers/acme/users", Invitation(email))).Text("id");

    private static object Invitation(string email) => new { email, displayName = "Grace Garcia" };

    private static async Task<string> ETag(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.Headers.ETag!.ToString();
    }
}
