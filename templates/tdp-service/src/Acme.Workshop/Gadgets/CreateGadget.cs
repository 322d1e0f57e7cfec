using Acme.Workshop.Contracts.Events;

namespace Acme.Workshop;

internal sealed class CreateGadgetHandler : ICommandHandler<CreateGadget, GadgetReceipt>
{
    // Only the unique index knows, also when two are created at once.
    public static readonly Refusal TitleTaken = new(
        "workshop.title_taken", "There is another with this title: choose a different one.");

    public static Decision<GadgetReceipt> Decide(CreateGadget command, CommandContext context)
    {
        var (id, customer) = (context.NewId<GadgetId>(), context.Customer);
        return Decision.Accept(new GadgetReceipt(id))
            .Insert(
                $"""
                insert into gadget_table (id, customer_id, title, status, created_at)
                values ({id}, {customer}, {command.Title}, {GadgetStatus.Open}, {context.Now})
                """,
                orRefuse: TitleTaken)
            .Notify(new GadgetCreated(id, command.Title, context.Now));
    }
}
