#if (hasEntity)
using Acme.Workshop.Contracts;
using Acme.Workshop.Contracts.Events;

#endif
namespace Acme.Workshop.Tests;

public sealed class SomethingDeadlineTests
{
    private readonly ProcessRun<SomethingDeadline, SomethingDeadlineState> run = new(Given.Now);
#if (hasEntity)
    private readonly GadgetId gadget = GadgetId.From(Guid.NewGuid());

    [Fact]
    public void Closes_what_nobody_has_closed_in_time()
    {
        run.On(new GadgetCreated(gadget, "The first one", run.Now));

        run.Advance(TimeSpan.FromDays(30));

        run.Sent.ShouldHaveSingleItem().ShouldBeOfType<CloseGadget>().Gadget.ShouldBe(gadget);
    }

    [Fact]
    public void Is_over_when_it_is_closed_in_time()
    {
        run.On(new GadgetCreated(gadget, "The first one", run.Now));
        run.On(new GadgetClosed(gadget, "Done.", run.Now));

        run.Advance(TimeSpan.FromDays(90));

        run.State.ShouldBeNull();
        run.Sent.ShouldBeEmpty();
    }
#else

    [Fact]
    public void Counts_the_days()
    {
        run.On(new ScheduleFired(run.Now));
        run.Advance(TimeSpan.FromDays(1));
        run.On(new ScheduleFired(run.Now));

        run.State.ShouldBe(new SomethingDeadlineState(2));
    }
#endif
}
