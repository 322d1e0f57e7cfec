using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Acme.Workshop.Tests;

/// <summary>The whole service, through HTTP, on a PostgreSQL of the test's own.</summary>
public sealed class GadgetsTests : IAsyncLifetime
{
    private TestService service = null!;
    private HttpClient ann = null!;

    public async ValueTask InitializeAsync()
    {
        service = await TestService.Start(WorkshopService.Name, WorkshopService.Create);
        ann = service.SignIn(Role.CustomerUser, "acme", "ann");
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Leads_one_from_its_creation_to_its_end()
    {
        var id = await Create(ann, "Spring campaign");

        var closed = await ann.PostAsJsonAsync($"/gadgets/{id}/closing", new { reason = "Delivered." });

        closed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var details = await ann.GetFromJsonAsync<JsonElement>($"/gadgets/{id}");
        details.GetProperty("status").GetString().ShouldBe("closed");
        details.GetProperty("closedBecause").GetString().ShouldBe("Delivered.");
        details.GetProperty("version").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Refuses_a_title_that_is_taken()
    {
        await Create(ann, "Spring campaign");

        var again = await ann.PostAsJsonAsync("/gadgets", new { title = "Spring campaign" });

        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
            .ShouldBe(CreateGadgetHandler.TitleTaken.Code);
    }

    [Fact]
    public async Task Shows_each_customer_its_own()
    {
        await Create(ann, "Ours");
        await Create(service.SignIn(Role.CustomerUser, "globex"), "Theirs");

        var page = await ann.GetFromJsonAsync<JsonElement>("/gadgets?status=open");

        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString())
            .ShouldBe(["Ours"]);
    }

    private static async Task<string> Create(HttpClient client, string title)
    {
        var created = await client.PostAsJsonAsync("/gadgets", new { title });
        return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
