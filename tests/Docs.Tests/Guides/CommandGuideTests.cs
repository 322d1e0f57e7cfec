using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TestDigitalPlatform;

namespace Docs.Tests.Guides;

public sealed class CommandGuideTests
{
    private const string Guide = "docs/guides/command.md";

    [Fact]
    public async Task The_commands_do_what_the_guide_says()
    {
        await using var service = await OrdersService.Of(Guide);
        var user = service.SignIn(Role.CustomerUser, "acme");

        var placed = await user.PostAsJsonAsync("/orders", new { reference = "PO-1" });
        var again = await user.PostAsJsonAsync("/orders", new { reference = "PO-1" });
        var order = (await placed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var cancelled = await user.PostAsJsonAsync($"/orders/{order}/cancellation", new { reason = "Ordered twice." });

        placed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CodeOf(again)).ShouldBe("orders.reference_taken");
        cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await service.Database.Scalar<string>("select status || ' ' || version from purchase_order"))
            .ShouldBe("cancelled 2");
        (await service.Database.Scalar<string>("select string_agg(outcome, ' ' order by at) from tdp.audit"))
            .ShouldBe("accepted refused accepted");
    }

    [Fact]
    public async Task A_version_is_asked_for_and_held_against_what_there_is()
    {
        await using var service = await OrdersService.Of(Guide);
        var user = service.SignIn(Role.CustomerUser, "acme");
        var placed = await user.PostAsJsonAsync("/orders", new { reference = "PO-1" });
        var order = (await placed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        (await Move(ifMatch: null)).ShouldBe(HttpStatusCode.PreconditionRequired);
        (await Move(ifMatch: "\"7\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Move(ifMatch: "\"1\"")).ShouldBe(HttpStatusCode.NoContent);

        async Task<HttpStatusCode> Move(string? ifMatch)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"/orders/{order}/address")
            {
                Content = JsonContent.Create(new { address = "1 Harbour Street" }),
            };
            if (ifMatch is not null)
                request.Headers.Add("If-Match", ifMatch);
            return (await user.SendAsync(request)).StatusCode;
        }
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
