namespace Customers;

internal sealed class ListCustomersHandler : IQueryHandler<ListCustomers, Page<CustomerSummary>>
{
    private const string Summaries = "select customer_id as id, name, status, plan, users, created_at from customer";

    public Task<Page<CustomerSummary>> Fetch(ListCustomers query, Db db, CancellationToken cancellationToken) =>
        db.Page(Summaries, query, cancellationToken);
}
