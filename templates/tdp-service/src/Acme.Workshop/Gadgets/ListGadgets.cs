namespace Acme.Workshop;

internal sealed class ListGadgetsHandler : IQueryHandler<ListGadgets, Page<GadgetSummary>>
{
    // Row-level security narrows this to the caller's customer; (customer_id, created_at, id) serves the usual order.
    private const string Sql = "select id, title, status, created_at from gadget_table";

    public Task<Page<GadgetSummary>> Fetch(ListGadgets query, Db db, CancellationToken cancellationToken) =>
        db.Page<GadgetSummary>(Sql, query, cancellationToken);
}
