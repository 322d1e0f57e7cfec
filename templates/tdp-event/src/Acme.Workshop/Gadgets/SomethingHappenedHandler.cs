using Acme.Workshop.Contracts;
using Acme.Workshop.Contracts.Events;

namespace Acme.Workshop;

#if (hasEntity)
internal sealed class SomethingHappenedHandler : IEventHandler<SomethingHappened, GadgetState>
{
    // In the isolation of the event's customer. Without such a gadget, the event goes to the error queue.
    public Task<GadgetState> Fetch(SomethingHappened @event, Db db, CancellationToken cancellationToken) =>
        db.One<GadgetState>(GadgetState.ById(@event.Gadget), cancellationToken);

    // What follows from the event goes here. It takes effect once, however often the event comes.
    public static Decision<Nothing> Decide(SomethingHappened @event, GadgetState current, EventContext context) =>
        Decision.Accept()
            .Change($"""
                update gadget_table set version = version + 1
                where id = {current.Id} and version = {current.Version}
                """);
}
#else
internal sealed class SomethingHappenedHandler : IEventHandler<SomethingHappened>
{
    // What follows from the event goes here. It takes effect once, however often the event comes.
    public static Decision<Nothing> Decide(SomethingHappened @event, EventContext context) =>
        Decision.Accept();
}
#endif
