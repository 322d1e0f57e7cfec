#if (hasEntity)
using Acme.Workshop.Contracts;
using Acme.Workshop.Contracts.Events;

#endif
namespace Acme.Workshop;

#if (hasEntity)
/// <summary>Where a gadget stands that has to be closed in time.</summary>
internal abstract record SomethingDeadlineState
{
    /// <summary>There is time.</summary>
    internal sealed record Waiting(GadgetId Gadget) : SomethingDeadlineState;

    /// <summary>The time is over, and the gadget is being closed.</summary>
    internal sealed record Closing(GadgetId Gadget) : SomethingDeadlineState;
}

/// <summary>Closes each gadget that nobody has closed in time.</summary>
[ServiceIdentity("something-deadline", Role.CustomerAdministrator, typeof(CloseGadget))]
internal sealed class SomethingDeadline : IProcess<SomethingDeadlineState>, IOn<GadgetCreated>, IOn<GadgetClosed>
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(30);

    public static Transition<SomethingDeadlineState> Next(
        SomethingDeadlineState? state, object message, ProcessContext context) => (state, message) switch
        {
            (null, GadgetCreated created) => new(new SomethingDeadlineState.Waiting(created.Gadget), WakeAt: created.At + Limit),

            (SomethingDeadlineState.Waiting waiting, TimeIsUp) => new(
                new SomethingDeadlineState.Closing(waiting.Gadget),
                Send: [new CloseGadget(waiting.Gadget, "Its time is over.")]),

            // It was closed in the same moment.
            (SomethingDeadlineState.Closing closing, CommandRefused) => new(closing, Complete: true),

            ({ } any, GadgetClosed) => new(any, Complete: true),

            // What comes twice, or after the end.
            _ => new(state),
        };
}
#else
/// <summary>What there is to remember from one day to the next.</summary>
/// <param name="Days">How many days there have been.</param>
internal sealed record SomethingDeadlineState(int Days);

/// <summary>Does something each morning, for each customer.</summary>
[OnSchedule("0 6 * * *")]
internal sealed class SomethingDeadline : IProcess<SomethingDeadlineState>
{
    // What follows goes here: Send a command, which [ServiceIdentity] has to name, or Notify an event.
    public static Transition<SomethingDeadlineState> Next(
        SomethingDeadlineState? state, object message, ProcessContext context) => message switch
        {
            ScheduleFired => new(new SomethingDeadlineState((state?.Days ?? 0) + 1)),
            _ => new(state),
        };
}
#endif
