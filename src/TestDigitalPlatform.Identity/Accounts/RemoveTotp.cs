using TestDigitalPlatform.Identity.Passwords;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>An account whose owner wants no second factor.</summary>
internal sealed record TotpRemoval(OwnAccount Account, bool IsProven);

internal sealed class RemoveTotpHandler(Attempts attempts) : ICommandHandler<RemoveTotp, TotpRemoval, Nothing>
{
    public async Task<TotpRemoval> Fetch(RemoveTotp command, Db db, CancellationToken cancellationToken)
    {
        var account = await OwnAccount.Fetch(db, cancellationToken);
        return new TotpRemoval(account, await attempts.Proves(account.Id, command.Password.Reveal(), cancellationToken));
    }

    public static Decision<Nothing> Decide(RemoveTotp command, TotpRemoval state, CommandContext context)
    {
        var account = state.Account;
        if (OwnAccount.WhyNot(context) is { } notTheirs)
            return Decision.Refuse(notTheirs);
        if (!state.IsProven)
            return Decision.Refuse(ChangePasswordHandler.WrongPassword);
        // From now on it is the only factor.
        if (PasswordRules.WhyNot(command.Password.Reveal(), hasSecondFactor: false, account.Words) is { } refusal)
            return Decision.Refuse(refusal);
        return Decision.Accept()
            .Change(
                $"""
                update identity.account
                set totp_secret = null, totp_pending = null, recovery_codes = array[]::bytea[], security_stamp = gen_random_uuid(),
                    updated_at = {context.Now}, version = version + 1
                where id = {account.Id} and version = {account.Version}
                """)
            .ChangeAny(Account.EndSessions(account.Id, context.Now))
            .About(account.Id);
    }
}
