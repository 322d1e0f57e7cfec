using Acme.Workshop.Contracts.Events;

namespace Acme.Workshop;

internal sealed class CloseGadgetHandler : ICommandHandler<CloseGadget, GadgetState, Nothing>
{
    public static readonly Refusal ClosedAlready = new(
        "workshop.gadget_closed", "It is closed already: create another one.");

    public Task<GadgetState> Fetch(CloseGadget command, Db db, CancellationToken cancellationToken) =>
        db.One<GadgetState>(GadgetState.ById(command.Gadget), cancellationToken);

    public static Decision<Nothing> Decide(CloseGadget command, GadgetState current, CommandContext context)
    {
        if (current.Status is GadgetStatus.Closed)
            return Decision.Refuse(ClosedAlready);

        // Whoever reads an older version than is stored when this is written decides again, on the new one.
        return Decision.Accept()
            .Change($"""
                update gadget_table
                set status = {GadgetStatus.Closed}, closed_because = {command.Reason}, version = version + 1
                where id = {current.Id} and version = {current.Version}
                """)
            .Notify(new GadgetClosed(current.Id, command.Reason, context.Now));
    }
}
