using TestDigitalPlatform.Identity.Events;

namespace TestDigitalPlatform.Identity.Accounts;

internal sealed class ChangeAccountRoleHandler : ICommandHandler<ChangeAccountRole, Account, Nothing>
{
    public Task<Account> Fetch(ChangeAccountRole command, Db db, CancellationToken cancellationToken) =>
        Account.Fetch(command.Account, db, cancellationToken);

    public static Decision<Nothing> Decide(ChangeAccountRole command, Account account, CommandContext context)
    {
        if (account.Id == context.User)
            return Decision.Refuse(Account.NotYourself);
        if (account.Status is AccountStatus.Deactivated)
            return Decision.Refuse(Account.Deactivated);
        if (AccountGrants.WhyNot(context.Caller!, command.AccountRole, account.CustomerId, command.Permissions ?? []) is { } refusal)
            return Decision.Refuse(refusal);
        if (account.AccountRole == command.AccountRole && command.Permissions is null)
            return Decision.Accept();
        if (account.IsLastAdministrator && account.AccountRole != command.AccountRole)
            return Decision.Refuse(Account.LastAdministrator);

        var changed = account with { AccountRole = command.AccountRole };
        var decision = Decision.Accept().Change(changed.Update(context.Now));
        if (command.Permissions is { } granted)
        {
            string[] permissions = [.. granted];
            decision = decision.ChangeAny($"update identity.account set permissions = {permissions} where id = {account.Id}");
        }

        return decision
            .Notify(new AccountRoleChanged(account.Id, account.CustomerId, account.AccountRole, changed.AccountRole, context.Now))
            // The audit tells both roles.
            .About($"{account.Id} from {account.AccountRole} to {changed.AccountRole}");
    }
}
