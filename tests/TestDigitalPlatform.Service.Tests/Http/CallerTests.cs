using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class CallerTests
{
    [Fact]
    public async Task Asks_who_calls_unless_an_operation_is_public()
    {
        await using var service = await NotesService.Start();
        var nobody = service.Anonymous();

        var refused = await nobody.GetAsync("/notes");

        await refused.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        refused.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await nobody.GetAsync("/hello")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lets_into_an_endpoint_of_the_team_whom_the_team_names()
    {
        await using var service = await NotesService.Start();

        await (await service.Anonymous().GetAsync("/closed")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        await (await service.Ann().GetAsync("/closed")).ShouldBeProblem(HttpStatusCode.Forbidden, "endpoint_closed");
        await (await service.Anonymous().GetAsync("/custom")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await service.Ann().GetStringAsync("/custom")).ShouldBe("not ours");
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x.y.z")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiJhbm4iLCJyb2xlIjoicGxhdGZvcm0tYWRtaW5pc3RyYXRvciJ9.")]
    public async Task Believes_no_token_that_is_not_signed_for_it(string header)
    {
        await using var service = await NotesService.Start();
        var client = service.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        var refused = await client.GetAsync("/notes");

        await refused.ShouldBeProblem(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task Believes_no_token_that_was_changed_also_after_it_was_seen()
    {
        await using var service = await NotesService.Start();
        var token = service.Token(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")));
        var client = service.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await client.GetAsync("/notes")).StatusCode.ShouldBe(HttpStatusCode.OK);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token[..^4] + "AAAA");

        (await client.GetAsync("/notes")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Turns_the_wrong_role_away_and_writes_that_down()
    {
        await using var service = await NotesService.Start();
        var maintenance = service.SignIn(Role.PlatformMaintenance, user: "mia");

        var refused = await maintenance.PostAsJsonAsync("/notes", new { text = "x", stars = 1 });

        await refused.ShouldBeProblem(HttpStatusCode.Forbidden, "role_not_allowed");
        (await service.Database.Scalar<string>("select concat_ws('/', operation, actor, outcome, reason) from tdp.audit"))
            .ShouldBe("WriteNote/mia/denied/role_not_allowed");
    }

    [Fact]
    public async Task Keeps_customers_apart()
    {
        await using var service = await NotesService.Start();
        var id = await service.Ann().Write();

        var stranger = service.SignIn(Role.CustomerUser, "globex");

        await (await stranger.GetAsync($"/notes/{id}")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await (await stranger.GetAsync("/notes")).Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
        var administrator = await service.SignIn(Role.PlatformAdministrator).GetAsync($"/notes/{id}");
        administrator.StatusCode.ShouldBe(HttpStatusCode.OK, await administrator.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Tells_callers_apart_who_share_a_connection()
    {
        await using var service = await NotesService.Start();
        using var gateway = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = service.Address };
        var id = await service.Ann().Write();

        var (ann, stranger) = (Token("acme"), Token("globex"));

        foreach (var (token, expected) in new[]
        {
            (ann, HttpStatusCode.OK), (ann, HttpStatusCode.OK), (stranger, HttpStatusCode.NotFound), (ann, HttpStatusCode.OK),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/notes/{id}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            (await gateway.SendAsync(request)).StatusCode.ShouldBe(expected);
        }

        string Token(string customer) =>
            service.Token(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse(customer)));
    }

    [Fact]
    public async Task Writes_down_who_acts_on_whose_behalf()
    {
        await using var service = await NotesService.Start();
        var onBehalf = new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")) { Actor = UserId.Parse("admin") };

        await service.SignIn(onBehalf).Write();

        (await service.Database.Scalar<string>("select actor || ' for ' || on_behalf_of || ' of ' || customer_id from tdp.audit"))
            .ShouldBe("admin for ann of acme");
    }
}
