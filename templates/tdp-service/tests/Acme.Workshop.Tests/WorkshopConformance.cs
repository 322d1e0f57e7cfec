namespace Acme.Workshop.Tests;

/// <summary>Tests this service against all rules of the platform.</summary>
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
