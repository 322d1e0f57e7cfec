using Acme.Workshop.Contracts;
using Acme.Workshop.Contracts.Events;

namespace Acme.Workshop.Tests;

public sealed class DoSomethingTests
{
    [Fact]
    public void Tells_why_it_was_done()
    {
#if (hasEntity)
        var current = new GadgetState(GadgetId.From(Guid.NewGuid()), GadgetStatus.Open, Version: 1);

        var decision = DoSomethingHandler.Decide(
            new DoSomething(current.Id, "Asked for."), current, Given.ByUser());

        decision.Events.ShouldHaveSingleItem().ShouldBe(new SomethingDone(current.Id, "Asked for.", Given.Now));
#else
        var decision = DoSomethingHandler.Decide(new DoSomething("Asked for."), Given.ByUser());

        decision.Events.ShouldHaveSingleItem().ShouldBe(
            new SomethingDone(CustomerId.Parse("acme"), "Asked for.", Given.Now));
#endif
    }
}
