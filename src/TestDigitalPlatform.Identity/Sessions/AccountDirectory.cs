using TestDigitalPlatform.Identity.Accounts;
using TestDigitalPlatform.Identity.Server;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Identity.Sessions;

/// <summary>Tells the protocol about accounts and their sessions.</summary>
internal sealed class AccountDirectory(AccountDatabase database, SessionRegistry sessions) : IAccountDirectory
{
    public ValueTask<TokenAccount?> Find(UserId user, CancellationToken cancellationToken) => database.Find(
        $"""
        select id, role, customer_id, permissions, display_name, email from identity.account
        where id = {user} and status = 'active'
        """,
        row => new TokenAccount(
            UserId.Parse(row.GetString(0)), EnumText<Role>.Parse(row.GetString(1)),
            row.IsDBNull(2) ? null : CustomerId.Parse(row.GetString(2)), row.GetFieldValue<string[]>(3), row.GetString(4),
            // Nobody has shown yet that mail to the address arrives.
            row.GetString(5), EmailVerified: false),
        cancellationToken);

    public ValueTask<bool> IsAlive(Guid session, CancellationToken cancellationToken) =>
        sessions.IsAlive(session, cancellationToken);
}
