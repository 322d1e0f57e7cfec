using Acme.Workshop.Contracts.Events;

namespace Acme.Workshop.Tests;

public sealed class CloseGadgetTests
{
    [Fact]
    public void Tells_why_it_was_closed()
    {
        var current = A(GadgetStatus.Open);

        var decision = CloseGadgetHandler.Decide(new CloseGadget(current.Id, "Delivered."), current, Given.ByUser());

        decision.Events.ShouldHaveSingleItem().ShouldBe(new GadgetClosed(current.Id, "Delivered.", Given.Now));
    }

    [Fact]
    public void Refuses_what_is_closed_already()
    {
        var current = A(GadgetStatus.Closed);

        var decision = CloseGadgetHandler.Decide(new CloseGadget(current.Id, "Delivered."), current, Given.ByUser());

        decision.Refusal.ShouldBe(CloseGadgetHandler.ClosedAlready);
        decision.Rows.ShouldBeEmpty();
    }

    private static GadgetState A(GadgetStatus status) => new(GadgetId.From(Guid.NewGuid()), status, Version: 1);
}
