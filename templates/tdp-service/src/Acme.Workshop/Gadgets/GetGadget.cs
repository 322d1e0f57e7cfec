namespace Acme.Workshop;

internal sealed class GetGadgetHandler : IQueryHandler<GetGadget, GadgetDetails>
{
    public Task<GadgetDetails> Fetch(GetGadget query, Db db, CancellationToken cancellationToken) =>
        db.One<GadgetDetails>(
            $"""
            select id, title, status, created_at, closed_because, version
            from gadget_table
            where id = {query.Gadget}
            """,
            cancellationToken);
}
