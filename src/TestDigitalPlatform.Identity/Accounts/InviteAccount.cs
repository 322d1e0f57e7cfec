namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>The secret of a new invitation.</summary>
internal sealed record NewInvitation(string Secret);

internal sealed class InviteAccountHandler : ICommandHandler<InviteAccount, NewInvitation, Invitation>
{
    internal static readonly TimeSpan Valid = TimeSpan.FromDays(7);

    // Only the unique index knows, also when the same person is invited twice at once. An address is an account's name on the
    // whole platform, so that this can tell a customer's administrator that another customer knows the person.
    internal static readonly Refusal EmailTaken = new(
        "accounts.email_taken", "There is an account with this email address. Use another address.");

    public Task<NewInvitation> Fetch(InviteAccount command, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(new NewInvitation(OneTimeSecret.New()));

    public static Decision<Invitation> Decide(InviteAccount command, NewInvitation state, CommandContext context)
    {
        var customer = command.Customer ?? context.Caller!.Customer;
        string[] permissions = [.. command.Permissions ?? []];
        if (AccountGrants.WhyNot(context.Caller!, command.AccountRole, customer, permissions) is { } refusal)
            return Decision.Refuse(refusal);

        var id = UserId.Parse(context.NewId<NewAccountId>().ToString());
        var ends = context.Now + Valid;
        return Decision.Accept(new Invitation(id, new Sensitive<string>(state.Secret), ends))
            .Insert(
                $"""
                insert into identity.account (id, customer_id, email, display_name, role, permissions, status, invitation_hash,
                    invitation_ends, created_at, updated_at)
                values ({id}, {customer}, {command.Email.Trim()}, {command.DisplayName.Trim()}, {command.AccountRole}, {permissions},
                    {AccountStatus.Invited}, {OneTimeSecret.Hash(state.Secret)}, {ends}, {context.Now}, {context.Now})
                """,
                orRefuse: EmailTaken, constraint: "account_email")
            .About(id);
    }
}
