namespace TestDigitalPlatform.Identity.Accounts;

internal sealed class UnlockAccountHandler : ICommandHandler<UnlockAccount, Account, Nothing>
{
    public Task<Account> Fetch(UnlockAccount command, Db db, CancellationToken cancellationToken) =>
        Account.Fetch(command.Account, db, cancellationToken);

    public static Decision<Nothing> Decide(UnlockAccount command, Account account, CommandContext context) =>
        Decision.Accept().ChangeAny(
            $"""
            update identity.account set failures = 0, locked_until = null, updated_at = {context.Now}, version = version + 1
            where id = {account.Id} and failures > 0
            """);
}
