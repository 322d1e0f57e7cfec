namespace TestDigitalPlatform.Identity.Accounts;

internal sealed class GetAccountHandler : IQueryHandler<GetAccount, AccountDetails>
{
    public Task<AccountDetails> Fetch(GetAccount query, Db db, CancellationToken cancellationToken) => db.One<AccountDetails>(
        $"""
        select id, customer_id as customer, email, display_name, role as account_role,
            to_jsonb(permissions) as permissions, status,
            totp_secret is not null as has_second_factor,
            case when locked_until > {db.Now} then locked_until end as locked_until, created_at, version
        from identity.account
        where id = {query.Account} and (id = {db.User} or {Administrators.Include(db)})
        """,
        cancellationToken);
}

/// <summary>Who sees the accounts of others.</summary>
internal static class Administrators
{
    internal static bool Include(Db db) =>
        db.Caller?.Role is Role.CustomerAdministrator or Role.PlatformAdministrator or Role.PlatformMaintenance;

    /// <summary>Who may change those of others.</summary>
    internal static bool MayChange(Caller caller) => caller.Role is Role.CustomerAdministrator or Role.PlatformAdministrator;
}
