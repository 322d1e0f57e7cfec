namespace Customers;

internal sealed record CustomerRow(
    CustomerId CustomerId,
    string Name,
    CustomerStatus Status,
    string? SuspendedFor,
    Plan Plan,
    int Users,
    CustomerSettings Settings,
    DateTimeOffset CreatedAt,
    long Version);

internal sealed class GetCustomerHandler : IQueryHandler<GetCustomer, CustomerRow, CustomerDetails>
{
    public Task<CustomerRow> Fetch(GetCustomer query, Db db, CancellationToken cancellationToken) =>
        db.One<CustomerRow>(
            $"""
            select customer_id, name, status, suspended_for, plan, users, settings, created_at, version
            from customer where customer_id = {query.Customer}
            """,
            cancellationToken);

    public static CustomerDetails Process(GetCustomer query, CustomerRow fetched, QueryContext context)
    {
        var limits = PlanLimits.Of(fetched.Plan);
        return new CustomerDetails(
            fetched.CustomerId,
            fetched.Name,
            fetched.Status,
            fetched.SuspendedFor,
            fetched.Plan,
            limits.MaxUsers,
            limits.MaxOpenRequests,
            fetched.Users,
            fetched.Settings,
            fetched.CreatedAt,
            fetched.Version);
    }
}
