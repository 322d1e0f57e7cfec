using TestDigitalPlatform.Identity.Events;

namespace TestDigitalPlatform.Identity.Accounts;

internal sealed class DeactivateAccountHandler : ICommandHandler<DeactivateAccount, Account, Nothing>
{
    public Task<Account> Fetch(DeactivateAccount command, Db db, CancellationToken cancellationToken) =>
        Account.Fetch(command.Account, db, cancellationToken);

    public static Decision<Nothing> Decide(DeactivateAccount command, Account account, CommandContext context)
    {
        if (account.Id == context.User)
            return Decision.Refuse(Account.NotYourself);
        if (account.Status is AccountStatus.Deactivated)
            return Decision.Accept();
        if (account.IsLastAdministrator)
            return Decision.Refuse(Account.LastAdministrator);

        var deactivated = account with { Status = AccountStatus.Deactivated };
        return Decision.Accept()
            .Change(deactivated.Update(context.Now))
            .ChangeAny(Account.EndSessions(account.Id, context.Now))
            .Notify(new AccountDeactivated(account.Id, account.CustomerId, context.Now));
    }
}
