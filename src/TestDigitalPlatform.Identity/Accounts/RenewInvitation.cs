namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>An account, and the secret of its next invitation.</summary>
internal sealed record InvitationRenewal(Account Account, string Secret);

internal sealed class RenewInvitationHandler : ICommandHandler<RenewInvitation, InvitationRenewal, Invitation>
{
    internal static readonly Refusal NotInvited = new(
        "accounts.not_invited", "The person has accepted the invitation already, or the account is deactivated.");

    public async Task<InvitationRenewal> Fetch(RenewInvitation command, Db db, CancellationToken cancellationToken) =>
        new(await Account.Fetch(command.Account, db, cancellationToken), OneTimeSecret.New());

    public static Decision<Invitation> Decide(RenewInvitation command, InvitationRenewal state, CommandContext context)
    {
        var account = state.Account;
        if (account.Status is not AccountStatus.Invited)
            return Decision.Refuse(NotInvited);
        var ends = context.Now + InviteAccountHandler.Valid;
        return Decision.Accept(new Invitation(account.Id, new Sensitive<string>(state.Secret), ends))
            .Change(
                $"""
                update identity.account
                set invitation_hash = {OneTimeSecret.Hash(state.Secret)}, invitation_ends = {ends}, updated_at = {context.Now},
                    version = version + 1
                where id = {account.Id} and version = {account.Version}
                """);
    }
}
