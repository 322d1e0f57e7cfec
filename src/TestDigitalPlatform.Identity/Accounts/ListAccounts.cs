namespace TestDigitalPlatform.Identity.Accounts;

internal sealed class ListAccountsHandler : IQueryHandler<ListAccounts, Page<AccountSummary>>
{
    public Task<Page<AccountSummary>> Fetch(ListAccounts query, Db db, CancellationToken cancellationToken) => db.Page(
        $"""
        select id, customer_id as customer, email, display_name, role as account_role, status, created_at, version
        from identity.account
        """,
        query, cancellationToken);
}
