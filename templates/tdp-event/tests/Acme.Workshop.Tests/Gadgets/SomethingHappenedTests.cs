using Acme.Workshop.Contracts;
using Acme.Workshop.Contracts.Events;

namespace Acme.Workshop.Tests;

public sealed class SomethingHappenedTests
{
#if (hasEntity)
    [Fact]
    public void Is_a_change()
    {
        var current = new GadgetState(GadgetId.From(Guid.NewGuid()), GadgetStatus.Open, Version: 1);
        var context = new EventContext(CustomerId.Parse("acme"), "test", toldAt: Given.Now, now: Given.Now);

        var decision = SomethingHappenedHandler.Decide(
            new SomethingHappened(current.Id, Given.Now), current, context);

        decision.Refusal.ShouldBeNull();
        decision.Rows.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Goes_to_the_error_queue_where_there_is_nothing()
    {
        await using var service = await TestService.Start(WorkshopService.Name, WorkshopService.Create);

        var outcome = await service.Publish(
            new SomethingHappened(GadgetId.From(Guid.NewGuid()), service.Time.Now), customer: "acme");

        outcome.ShouldBe(EventOutcome.Failed);
    }
#else
    [Fact]
    public async Task Is_handled_once()
    {
        await using var service = await TestService.Start(WorkshopService.Name, WorkshopService.Create);

        var outcome = await service.Publish(
            new SomethingHappened(CustomerId.Parse("acme"), service.Time.Now));

        outcome.ShouldBe(EventOutcome.Handled);
    }
#endif
}
