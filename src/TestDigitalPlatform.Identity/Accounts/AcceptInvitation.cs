using TestDigitalPlatform.Identity.Events;
using TestDigitalPlatform.Identity.Passwords;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>The account that an invitation is for.</summary>
internal sealed record InvitedAccount(
    UserId Id, CustomerId? CustomerId, string Email, string DisplayName, AccountStatus Status, DateTimeOffset InvitationEnds,
    long Version);

/// <summary>The invitation, and the hash of the password to be.</summary>
internal sealed record Acceptance(InvitedAccount? Account, string PasswordHash);

// It runs as the service itself, since nobody is signed in: see PublicActor.
internal sealed class AcceptInvitationHandler(PasswordHashing hashing)
    : ICommandHandler<AcceptInvitation, Acceptance, Nothing>
{
    internal static readonly Refusal Invalid = new(
        "accounts.invitation_invalid",
        "The invitation is not valid: it was used or has expired. Ask your administrator for a new one.", RefusalKind.Invalid);

    public async Task<Acceptance> Fetch(AcceptInvitation command, Db db, CancellationToken cancellationToken)
    {
        var account = await db.Find<InvitedAccount>(
            $"""
            select id, customer_id, email, display_name, status, invitation_ends, version
            from identity.account where invitation_hash = {OneTimeSecret.Hash(command.Secret.Reveal())}
            """,
            cancellationToken);
        return account is null
            ? new Acceptance(null, "")
            : new Acceptance(account, await hashing.Hash(command.Password.Reveal(), cancellationToken));
    }

    public static Decision<Nothing> Decide(AcceptInvitation command, Acceptance state, CommandContext context)
    {
        if (state.Account is not { Status: AccountStatus.Invited } account || account.InvitationEnds <= context.Now)
            return Decision.Refuse(Invalid);
        var about = PersonalWords.Of(account.Email, account.DisplayName);
        if (PasswordRules.WhyNot(command.Password.Reveal(), hasSecondFactor: false, about) is { } refusal)
            return Decision.Refuse(refusal);
        return Decision.Accept()
            .Change(
                $"""
                update identity.account
                set status = {AccountStatus.Active}, password_hash = {state.PasswordHash}, invitation_hash = null,
                    invitation_ends = null, security_stamp = gen_random_uuid(), updated_at = {context.Now}, version = version + 1
                where id = {account.Id} and version = {account.Version}
                """)
            .Notify(new AccountActivated(account.Id, account.CustomerId, context.Now));
    }
}
