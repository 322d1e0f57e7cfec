using TestDigitalPlatform.Identity.Passwords;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>An account whose owner wants another password.</summary>
/// <param name="Account">The account.</param>
/// <param name="IsProven">Whether the current password was right.</param>
/// <param name="NewHash">The hash of the new one, if so.</param>
internal sealed record PasswordChange(OwnAccount Account, bool IsProven, string NewHash);

internal sealed class ChangePasswordHandler(Attempts attempts, PasswordHashing hashing)
    : ICommandHandler<ChangePassword, PasswordChange, Nothing>
{
    internal static readonly Refusal WrongPassword = new(
        "accounts.wrong_password", "The current password is wrong, or was tried too often. Wait for some minutes before you try again.",
        RefusalKind.Forbidden);

    public async Task<PasswordChange> Fetch(ChangePassword command, Db db, CancellationToken cancellationToken)
    {
        var account = await OwnAccount.Fetch(db, cancellationToken);
        var isProven = await attempts.Proves(account.Id, command.Current.Reveal(), cancellationToken);
        return new PasswordChange(account, isProven, isProven ? await hashing.Hash(command.New.Reveal(), cancellationToken) : "");
    }

    public static Decision<Nothing> Decide(ChangePassword command, PasswordChange state, CommandContext context)
    {
        var account = state.Account;
        if (OwnAccount.WhyNot(context) is { } notTheirs)
            return Decision.Refuse(notTheirs);
        if (!state.IsProven)
            return Decision.Refuse(WrongPassword);
        if (PasswordRules.WhyNot(command.New.Reveal(), account.HasSecondFactor, account.Words) is { } refusal)
            return Decision.Refuse(refusal);
        return Decision.Accept()
            .Change(
                $"""
                update identity.account
                set password_hash = {state.NewHash}, security_stamp = gen_random_uuid(), updated_at = {context.Now},
                    version = version + 1
                where id = {account.Id} and version = {account.Version}
                """)
            .ChangeAny(Account.EndSessions(account.Id, context.Now))
            .About(account.Id);
    }
}
