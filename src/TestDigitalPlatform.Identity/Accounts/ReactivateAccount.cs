using TestDigitalPlatform.Identity.Events;

namespace TestDigitalPlatform.Identity.Accounts;

internal sealed class ReactivateAccountHandler : ICommandHandler<ReactivateAccount, Account, Nothing>
{
    public Task<Account> Fetch(ReactivateAccount command, Db db, CancellationToken cancellationToken) =>
        Account.Fetch(command.Account, db, cancellationToken);

    public static Decision<Nothing> Decide(ReactivateAccount command, Account account, CommandContext context)
    {
        if (account.Status is not AccountStatus.Deactivated)
            return Decision.Accept();
        // Who was deactivated before accepting the invitation still has to accept it.
        var again = account with { Status = account.HasPassword ? AccountStatus.Active : AccountStatus.Invited };
        var decision = Decision.Accept().Change(again.Update(context.Now));
        return again.Status is AccountStatus.Active
            ? decision.Notify(new AccountActivated(account.Id, account.CustomerId, context.Now))
            : decision;
    }
}
