using Acme.Workshop.Contracts.Events;

namespace Acme.Workshop.Tests;

/// <summary>Tests the whole service through HTTP on a real PostgreSQL.</summary>
public sealed class GadgetsTests : IAsyncLifetime
{
    private TestService service = null!;
    private ServiceClient ann = null!;

    public async ValueTask InitializeAsync()
    {
        service = await TestService.Start(WorkshopService.Name, WorkshopService.Create);
        ann = service.Client(Role.CustomerUser, "acme", "ann");
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Leads_one_from_its_creation_to_its_end()
    {
        var created = await ann.Send(new CreateGadget("Spring campaign"));

        await ann.Send(new CloseGadget(created.Id, "Delivered."));

        var details = await ann.Query(new GetGadget(created.Id));
        details.Status.ShouldBe(GadgetStatus.Closed);
        details.ClosedBecause.ShouldBe("Delivered.");
        details.Version.ShouldBe(2);
        (await service.Events<GadgetClosed>()).ShouldHaveSingleItem().Reason.ShouldBe("Delivered.");
    }

    [Fact]
    public async Task Refuses_a_title_that_is_taken()
    {
        await ann.Send(new CreateGadget("Spring campaign"));

        var refused = await Should.ThrowAsync<RefusedByServiceException>(ann.Send(new CreateGadget("Spring campaign")));

        refused.Is(CreateGadgetHandler.TitleTaken).ShouldBeTrue(refused.Message);
    }

    [Fact]
    public async Task Shows_each_customer_its_own()
    {
        await ann.Send(new CreateGadget("Ours"));
        await service.Client(Role.CustomerUser, "globex").Send(new CreateGadget("Theirs"));

        var page = await ann.Page(new ListGadgets { Status = Filter.Is(GadgetStatus.Open) });

        page.Items.ShouldHaveSingleItem().Title.ShouldBe("Ours");
    }
}
