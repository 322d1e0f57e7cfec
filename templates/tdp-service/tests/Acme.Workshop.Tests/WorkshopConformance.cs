namespace Acme.Workshop.Tests;

/// <summary>Every promise of the platform, held by this service: each is a test.</summary>
#if (sample)
public sealed class WorkshopConformance() : ServiceConformance(WorkshopService.Name, WorkshopService.Create)
{
    // What is done to one gadget finds one that is there.
    protected override async Task Arrange(Arrangement given)
    {
        var receipt = await given.Send(new CreateGadget("One that is there"));
        given.Use(receipt.Id);
    }
}
#else
public sealed class WorkshopConformance() : ServiceConformance(WorkshopService.Name, WorkshopService.Create);
#endif
