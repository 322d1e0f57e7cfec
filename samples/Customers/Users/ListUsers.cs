namespace Customers;

internal sealed class ListUsersHandler : IQueryHandler<ListUsers, Page<UserSummary>>
{
    // Isolation would do for a customer's people; the platform's see all customers, and ask for one.
    public Task<Page<UserSummary>> Fetch(ListUsers query, Db db, CancellationToken cancellationToken) =>
        db.Page(
            $"""
            select id, email, display_name, user_role, status, invited_at, version
            from customer_user where customer_id = {query.Customer}
            """,
            query,
            cancellationToken);
}
