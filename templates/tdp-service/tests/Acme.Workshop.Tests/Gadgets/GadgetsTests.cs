using System.Net.Http.Json;
using Acme.Workshop.Contracts.Events;

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

        await ann.PostAsJsonAsync($"/gadgets/{id}/closing", new { reason = "Delivered." }).ShouldSucceed();

        var details = await ann.GetAsync($"/gadgets/{id}").ShouldAnswer<GadgetDetails>();
        details.Status.ShouldBe(GadgetStatus.Closed);
        details.ClosedBecause.ShouldBe("Delivered.");
        details.Version.ShouldBe(2);
        (await service.Events<GadgetClosed>()).ShouldHaveSingleItem().Reason.ShouldBe("Delivered.");
    }

    [Fact]
    public async Task Refuses_a_title_that_is_taken()
    {
        await Create(ann, "Spring campaign");

        await ann.PostAsJsonAsync("/gadgets", new { title = "Spring campaign" })
            .ShouldBeProblem(CreateGadgetHandler.TitleTaken);
    }

    [Fact]
    public async Task Shows_each_customer_its_own()
    {
        await Create(ann, "Ours");
        await Create(service.SignIn(Role.CustomerUser, "globex"), "Theirs");

        var page = await ann.GetAsync("/gadgets?status=open").ShouldBePage<GadgetSummary>();

        page.Items.ShouldHaveSingleItem().Title.ShouldBe("Ours");
    }

    private static async Task<GadgetId> Create(HttpClient client, string title) =>
        (await client.PostAsJsonAsync("/gadgets", new { title }).ShouldAnswer<GadgetReceipt>()).Id;
}
