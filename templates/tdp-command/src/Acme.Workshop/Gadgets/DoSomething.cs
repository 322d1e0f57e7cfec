using Acme.Workshop.Contracts;
using Acme.Workshop.Contracts.Events;

namespace Acme.Workshop;

#if (hasEntity)
internal sealed class DoSomethingHandler : ICommandHandler<DoSomething, GadgetState, Nothing>
{
    public Task<GadgetState> Fetch(DoSomething command, Db db, CancellationToken cancellationToken) =>
        db.One<GadgetState>(GadgetState.ById(command.Gadget), cancellationToken);

    // The rules go here: refuse what can't be, and store what follows along with the version that was looked at.
    public static Decision<Nothing> Decide(DoSomething command, GadgetState current, CommandContext context) =>
        Decision.Accept()
            .Change($"""
                update gadget_table set version = version + 1
                where id = {current.Id} and version = {current.Version}
                """)
            .Notify(new SomethingDone(current.Id, command.Reason, context.Now));
}
#else
internal sealed class DoSomethingHandler : ICommandHandler<DoSomething, Nothing>
{
    // The rules go here: refuse what can't be, and store what follows.
    public static Decision<Nothing> Decide(DoSomething command, CommandContext context) =>
        Decision.Accept()
            .Notify(new SomethingDone(context.Customer, command.Reason, context.Now));
}
#endif
