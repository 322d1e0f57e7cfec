namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>Makes the names of new accounts.</summary>
[Id]
internal readonly partial record struct NewAccountId(Guid Value);

/// <summary>What the rules need to know about an account.</summary>
/// <param name="Id">The account.</param>
/// <param name="CustomerId">Its customer.</param>
/// <param name="AccountRole">What the person may do.</param>
/// <param name="Status">Whether the person can sign in.</param>
/// <param name="HasPassword">Whether the person has chosen one.</param>
/// <param name="OtherAdministrators">How many others could administer the same customer, or the platform.</param>
/// <param name="Version">For concurrent changes.</param>
internal sealed record Account(
    UserId Id, CustomerId? CustomerId, Role AccountRole, AccountStatus Status, bool HasPassword, int OtherAdministrators,
    long Version) : IVersioned
{
    internal static readonly Refusal NotYourself = new(
        "accounts.not_yourself", "You can't change your own role or deactivate yourself. Ask another administrator.",
        RefusalKind.Forbidden);

    internal static readonly Refusal Deactivated = new("accounts.deactivated", "The account is deactivated. Reactivate it first.");

    internal static readonly Refusal LastAdministrator = new(
        "accounts.last_administrator", "This is the last administrator. Make another person an administrator first.");

    private bool IsAdministrator => AccountRole is Role.CustomerAdministrator or Role.PlatformAdministrator;

    /// <summary>Whether nobody could administer the customer, or the platform, without this account.</summary>
    internal bool IsLastAdministrator => IsAdministrator && Status is AccountStatus.Active && OtherAdministrators == 0;

    internal static Task<Account> Fetch(UserId account, Db db, CancellationToken cancellationToken) => db.One<Account>(
        $"""
        select a.id, a.customer_id, a.role as account_role, a.status, a.password_hash is not null as has_password,
            (select count(*)::int from identity.account o
                where o.customer_id is not distinct from a.customer_id and o.id <> a.id and o.status = 'active'
                    and o.role in ('customerAdministrator', 'platformAdministrator')) as other_administrators,
            a.version
        from identity.account a where a.id = {account}
        """,
        cancellationToken);

    /// <summary>Writes the columns that rules change, unless there was a concurrent change.</summary>
    internal Sql Update(DateTimeOffset now) =>
        $"""
        update identity.account
        set role = {AccountRole}, status = {Status}, security_stamp = gen_random_uuid(), updated_at = {now}, version = version + 1
        where id = {Id} and version = {Version}
        """;

    /// <summary>Ends the account's sessions.</summary>
    internal static Sql EndSessions(UserId account, DateTimeOffset now) =>
        $"update identity.session set ended_at = {now} where account_id = {account} and ended_at is null";
}
